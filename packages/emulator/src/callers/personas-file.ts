import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { z } from 'zod';
import { cast } from './cast.ts';
import { type PersonasFile, personasFileSchema } from './persona.ts';

/** A personas file cannot be used; the message says where and why, in one sentence. */
export class PersonasFileRefused extends Error {
  override name = 'PersonasFileRefused';
  readonly line: number;
  readonly column: number;
  constructor(message: string, { line, column }: Position) {
    super(message);
    this.line = line;
    this.column = column;
  }
}

interface Position {
  line: number;
  column: number;
}

/**
 * Reads people, rules and numbers from the text of a personas file. `name` is what the refusal calls the file.
 *
 * @throws PersonasFileRefused with the line and the column, both from 1
 * @example
 * readPersonasFile('{ "rules": [{ "endsIn": "77", "persona": "busy" }] }', 'people.json').rules;
 */
export function readPersonasFile(text: string, name: string): PersonasFile {
  const tree = treeOf(text, name);
  const read = personasFileSchema.safeParse(tree && jsonOf(tree));
  if (!read.success) {
    const { path, message } = mostTelling(read.error.issues);
    throw refusal(text, name, tree, path, message);
  }
  const stray = strayName(read.data);
  if (stray) throw refusal(text, name, tree, asWritten(tree, stray.path), `nobody is called '${stray.persona}'`);
  return read.data;
}

function treeOf(text: string, name: string): Node | undefined {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  if (!first) return tree;
  const at = positionOf(text, first.offset);
  const what = words(printParseErrorCode(first.error));
  throw new PersonasFileRefused(
    `The personas file ${name} is no JSON at line ${at.line}, column ${at.column}: ${what}.`,
    at,
  );
}

function jsonOf(node: Node): unknown {
  if (node.type === 'array') return node.children?.map(jsonOf) ?? [];
  if (node.type !== 'object') return node.value;
  const entries = node.children?.map(({ children: [key, value] = [] }) => [key?.value, value && jsonOf(value)]);
  return Object.fromEntries(entries ?? []);
}

type Path = PropertyKey[];

function refusal(text: string, name: string, tree: Node | undefined, path: Path, message: string): PersonasFileRefused {
  const at = positionOf(text, offsetOf(tree, path));
  const where = `line ${at.line}, column ${at.column} (${path.join('.') || 'its top'})`;
  return new PersonasFileRefused(`The personas file ${name} is wrong at ${where}: ${message}.`, at);
}

/** Where the value at a path begins; what is missing is looked for in what should hold it. */
function offsetOf(tree: Node | undefined, path: Path): number {
  if (!tree) return 0;
  const keys = path.map((key) => (typeof key === 'symbol' ? String(key) : key));
  for (let length = keys.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(tree, keys.slice(0, length));
    if (node) return node.parent?.type === 'property' ? node.parent.offset : node.offset;
  }
  return tree.offset;
}

function positionOf(text: string, offset: number): Position {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

interface Complaint {
  path: Path;
  message: string;
}

// Of several shapes that a value may have, the one that it has most of tells best what is wrong with it.
function mostTelling(issues: readonly z.core.$ZodIssue[]): Complaint {
  const complaints = issues.map((issue): Complaint => {
    if (issue.code === 'unrecognized_keys') {
      return {
        path: [...issue.path, issue.keys[0] ?? ''],
        message: `'${issue.keys.join("', '")}' does not belong there`,
      };
    }
    const inner =
      issue.code === 'invalid_union' ? issue.errors.filter((errors) => errors.length > 0).map(mostTelling) : [];
    const [deepest] = inner.toSorted((one, other) => other.path.length - one.path.length);
    if (deepest) return { ...deepest, path: [...issue.path, ...deepest.path] };
    return { path: issue.path, message: lowerFirst(issue.message) };
  });
  return (
    complaints.toSorted((one, other) => other.path.length - one.path.length)[0] ?? { path: [], message: 'it is empty' }
  );
}

function strayName({ personas = {}, rules = [] }: PersonasFile): { path: Path; persona: string } | undefined {
  const isKnown = (name: string) => Object.hasOwn(personas, name) || Object.hasOwn(cast, name);
  const named: { path: Path; persona: string }[] = [];
  const note = (path: Path, persona: PersonaOfRule) => {
    if (typeof persona === 'string') named.push({ path, persona });
    else if (persona.kind === 'mix')
      persona.mix.forEach((part, at) => void note([...path, 'mix', at, 'persona'], part.persona));
  };
  for (const [name, persona] of Object.entries(personas)) note(['personas', name], persona);
  for (const [at, { persona }] of rules.entries()) note(['rules', at, 'persona'], persona);
  return named.find(({ persona }) => !isKnown(persona));
}

// A rule may hold its mix itself.
function asWritten(tree: Node | undefined, path: Path): Path {
  const isRule = path[0] === 'rules' && path[3] === 'mix';
  const own = tree && findNodeAtLocation(tree, ['rules', Number(path[1]), 'mix']);
  return isRule && own ? [...path.slice(0, 2), ...path.slice(3)] : path;
}

type PersonaOfRule = NonNullable<PersonasFile['rules']>[number]['persona'];

function words(code: string): string {
  return code.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
