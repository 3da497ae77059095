import type { TwimlWarning } from './errors.ts';
import { codeOfValue } from './specific-codes.ts';
import { warn } from './warn.ts';
import type { Element } from './xml.ts';

/**
 * What an attribute's text stands for; an array lists the only texts allowed, `words` the only ones in a list separated
 * by spaces.
 */
export type AttributeKind =
  | 'text'
  | 'number'
  | 'numbers'
  | 'boolean'
  | readonly string[]
  | { readonly words: readonly string[] };

export type AttributeTable = { readonly [name: string]: AttributeKind };

type ValueOf<Kind extends AttributeKind> = Kind extends 'number'
  ? number
  : Kind extends 'numbers'
    ? number[]
    : Kind extends 'boolean'
      ? boolean
      : Kind extends { readonly words: readonly (infer Word)[] }
        ? Word[]
        : Kind extends readonly (infer Word)[]
          ? Word
          : string;

/** The typed attributes that a table describes; all optional, none filled in. */
export type AttributesOf<Table extends AttributeTable> = { -readonly [Name in keyof Table]?: ValueOf<Table[Name]> };

type AttributeValue = string | number | boolean | string[] | number[];

export const method = ['GET', 'POST'] as const;

export const callEvents = { words: ['initiated', 'ringing', 'answered', 'completed'] } as const;

export const recordingEvents = { words: ['in-progress', 'completed', 'absent'] } as const;

export const trim = ['trim-silence', 'do-not-trim'] as const;

export function readAttributes<Table extends AttributeTable>(
  element: Element,
  table: Table,
  warnings: TwimlWarning[],
): AttributesOf<Table> {
  const read: Record<string, AttributeValue> = {};
  for (const [name, text] of Object.entries(element.attributes)) {
    const kind = Object.hasOwn(table, name) ? table[name] : undefined;
    const value = kind === undefined ? undefined : valueFrom(text, kind);
    if (value !== undefined) read[name] = value;
    const complaint = complaintAbout(element.name, name, text, kind, value);
    if (complaint) warn(warnings, element, complaint, kind && codeOfValue(element, name), name);
  }
  // The loop above admits only names of the table, each with the type that its kind stands for.
  return read as AttributesOf<Table>;
}

export function writeAttributes(table: AttributeTable, values: object): Record<string, string> {
  const written: Record<string, string> = {};
  const entries = new Map<string, unknown>(Object.entries(values));
  for (const name of Object.keys(table)) {
    const value = entries.get(name);
    if (value === undefined) continue;
    written[name] = Array.isArray(value) ? value.join(' ') : String(value);
  }
  return written;
}

function valueFrom(text: string, kind: AttributeKind): AttributeValue | undefined {
  if (kind === 'text') return text;
  const bare = text.trim();
  if (kind === 'number') return numberFrom(bare);
  if (kind === 'boolean') return booleanFrom(bare.toLowerCase());
  if (kind === 'numbers') return listFrom(bare, numberFrom);
  if ('words' in kind) return listFrom(bare, (word) => oneOf(kind.words, word));
  return oneOf(kind, bare);
}

/** The words that can be read; undefined when there are words but none that can. */
function listFrom<Item>(bare: string, read: (word: string) => Item | undefined): Item[] | undefined {
  const words = wordsOf(bare);
  const items = words.flatMap((word) => read(word) ?? []);
  return items.length === 0 && words.length > 0 ? undefined : items;
}

/** Only what is written back as it was read: neither infinite nor so large or small that it needs an exponent. */
function numberFrom(bare: string): number | undefined {
  const plain = /^-?\d+(\.\d+)?$/;
  if (!plain.test(bare)) return undefined;
  // Adding zero turns -0, which is written as 0, into 0.
  const number = Number(bare) + 0;
  return plain.test(String(number)) ? number : undefined;
}

function booleanFrom(bare: string): boolean | undefined {
  if (bare === 'true') return true;
  return bare === 'false' ? false : undefined;
}

function oneOf(words: readonly string[], bare: string): string | undefined {
  return words.find((word) => word.toLowerCase() === bare.toLowerCase());
}

function wordsOf(bare: string): string[] {
  return bare === '' ? [] : bare.split(/\s+/);
}

function complaintAbout(
  element: string,
  name: string,
  text: string,
  kind: AttributeKind | undefined,
  value: AttributeValue | undefined,
): string | undefined {
  if (kind === undefined) return `<${element}> has no attribute ${name}`;
  const isShort = Array.isArray(value) && value.length < wordsOf(text.trim()).length;
  if (value !== undefined && !isShort) return undefined;
  return `${name}="${text}" of <${element}> is no ${wantedFor(kind)}`;
}

function wantedFor(kind: AttributeKind): string {
  if (kind === 'numbers') return 'list of numbers';
  if (typeof kind === 'string') return kind;
  return 'words' in kind ? `list of ${kind.words.join(', ')}` : `one of ${kind.join(', ')}`;
}
