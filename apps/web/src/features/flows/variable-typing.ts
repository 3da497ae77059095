import { builtVariables, type FlowGraph, kinds } from '@offhook/flow';
import { nodeName } from './node-words.ts';

export interface FlowVariable {
  name: string;
  /** Where its value comes from, for people. */
  from: string;
}

const builtIn: Record<string, string> = { caller: 'The number that calls', called: 'The number that was called' };

/** Every variable that a text of the flow may name: those of each call, then those that nodes set, by name. */
export function variablesOf(graph: FlowGraph): FlowVariable[] {
  const set = new Map<string, string>();
  for (const node of graph.nodes) {
    for (const name of setBy(node.type, node.data)) {
      if (!set.has(name)) set.set(name, `Set by ${nodeName(graph, node)}`);
    }
  }
  const own = [...set].map(([name, from]) => ({ name, from })).toSorted((a, b) => a.name.localeCompare(b.name));
  return [...builtVariables.map((name) => ({ name, from: builtIn[name] ?? 'Known of every call' })), ...own];
}

function knownKind(type: string) {
  return Object.entries(kinds).find(([name]) => name === type)?.[1];
}

function setBy(type: string, data: Record<string, unknown>): readonly string[] {
  const kind = knownKind(type);
  const read = kind?.schema.safeParse(data);
  if (read?.success) return kind?.sets?.(read.data) ?? [];
  // A node that is half filled in sets what it names already.
  const named = [data.save_as, type === 'set-variable' ? data.name : undefined];
  return named.filter((name): name is string => typeof name === 'string' && name !== '');
}

/** What is being typed as a variable before the caret: `openVariable('Hi {{na', 7)` is `{ from: 3, typed: 'na' }`. */
export function openVariable(text: string, caret: number): { from: number; typed: string } | undefined {
  const match = /\{\{\s*([a-z0-9_]*)$/i.exec(text.slice(0, caret));
  return match ? { from: match.index, typed: (match[1] ?? '').toLowerCase() } : undefined;
}

/** Puts a variable where the caret is, over what was begun; `caret` is where it stands then. */
export function withVariable(text: string, caret: number, name: string): { text: string; caret: number } {
  const open = openVariable(text, caret);
  const after = text.slice(caret);
  const before = `${text.slice(0, open?.from ?? caret)}{{${name}}}`;
  return { text: before + (open ? after.replace(/^\s*\}{1,2}/, '') : after), caret: before.length };
}
