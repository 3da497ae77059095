import type { Calendar } from '../calendar-shapes.ts';
import { entryOf } from '../entry-of.ts';
import type { FlowGraph, FlowNode } from '../graph.ts';
import { nextChange } from '../hours.ts';
import type { Kinds } from '../kinds.ts';
import type { NodeKind, Surroundings } from '../node-kind.ts';
import { readNode } from '../run.ts';
import { newSession } from '../session.ts';
import { type SimulatedAct, simulate } from '../simulate.ts';
import { dayMs } from '../wall-clock.ts';

/** Around what a call takes a way: what time it is, who calls, and which number. */
export interface Moment {
  at: Date;
  caller: string;
  called: string;
}

export interface MomentGiven {
  graph: FlowGraph;
  around: Surroundings;
  kinds: Kinds;
  byId: ReadonlyMap<string, FlowNode>;
}

interface Way {
  acts: readonly SimulatedAct[];
  decisions: readonly { nodeId: string; exit: string }[];
  nodes: readonly string[];
  end: string;
}

/** Changes of opening hours that are tried: from now on, and about the next holiday. */
const mostChanges = 6;

/**
 * A moment at which these acts really lead this way. Conditions that ask for variables are not solved: they hold by
 * chance or not at all.
 */
export function momentFor(way: Way, given: MomentGiven): Moment | null {
  const { around, graph, kinds } = given;
  if (way.end === 'failed' || way.end === 'other-flow') return null;
  const conditions = way.decisions.flatMap((decision) => conditionAt(decision, given) ?? []);
  const holds = (test: string, moment: Moment) =>
    conditions.every((condition) => condition.test !== test || exitAt(condition, moment, around) === condition.exit);
  const now: Moment = { at: around.at, caller: around.caller, called: around.called };
  const at = instants(conditions, around).find((each) =>
    ['hours', 'holiday'].every((test) => holds(test, { ...now, at: each })),
  );
  const caller = numbers('caller', conditions, around.caller).find((each) => holds('caller', { ...now, caller: each }));
  const called = numbers('called', conditions, around.called).find((each) => holds('called', { ...now, called: each }));
  if (!at || caller === undefined || called === undefined) return null;
  const moment = { at, caller, called };
  const { directory } = around;
  const run = simulate({
    graphOf: () => graph,
    version: null,
    around: { at, directory },
    acts: way.acts,
    caller,
    called,
    kinds,
  });
  return run.visited.length === way.nodes.length && run.visited.every((id, index) => id === way.nodes[index])
    ? moment
    : null;
}

interface Condition {
  test: string;
  exit: string;
  kind: NodeKind;
  data: unknown;
  hoursId: string | undefined;
  patterns: readonly string[];
}

function conditionAt(decision: { nodeId: string; exit: string }, { byId, kinds }: MomentGiven): Condition | undefined {
  const node = byId.get(decision.nodeId);
  if (node?.type !== 'condition') return undefined;
  const { kind, data } = readNode(node, kinds);
  // The kind has read it: its schema has these.
  const { test, hours_id, numbers: patterns = [] } = data as { test: string; hours_id?: string; numbers?: string[] };
  return { test, exit: decision.exit, kind, data, hoursId: hours_id, patterns };
}

function exitAt({ kind, data }: Condition, moment: Moment, { directory }: Surroundings): string | null {
  const { exit } = kind.step(data, { ...moment, directory, session: newSession(null, moment), input: undefined });
  return typeof exit === 'object' && 'by' in exit ? exit.by : null;
}

/** Now, and when the opening hours come to other states, of those that conditions ask for. */
function instants(conditions: readonly Condition[], { at, directory }: Surroundings): Date[] {
  const ids = new Set(conditions.flatMap(({ hoursId }) => hoursId ?? []));
  const calendars = [...ids].flatMap((id) => entryOf(directory.hours, id)?.calendar ?? []);
  return [at, ...calendars.flatMap((calendar) => [...changesFrom(at, calendar), ...holidaysFrom(at, calendar)])];
}

function changesFrom(at: Date, calendar: Calendar): Date[] {
  const found: Date[] = [];
  for (let from = at; found.length < mostChanges; ) {
    const change = nextChange(calendar, from);
    if (!change) break;
    found.push(change.at);
    from = change.at;
  }
  return found;
}

/** A holiday may be many changes away. */
function holidaysFrom(at: Date, calendar: Calendar): Date[] {
  const days = calendar.holidays
    .map(({ date }) => Date.parse(`${date}T00:00:00Z`))
    .toSorted((one, other) => one - other);
  const next = days.find((day) => day > at.getTime());
  return next === undefined ? [] : changesFrom(new Date(next - dayMs), calendar);
}

/** The number that calls anyway, and one for each pattern: `+3906*` is also `+39065550100`. */
function numbers(test: string, conditions: readonly Condition[], now: string): string[] {
  const patterns = conditions.flatMap((condition) => (condition.test === test ? condition.patterns : []));
  const found = patterns.map((each) => (each.endsWith('*') ? `${each.slice(0, -1)}5550100`.slice(0, 16) : each));
  return [now, ...found, '+12025550100'];
}
