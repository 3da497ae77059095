import type { TwimlWarning } from './errors.ts';

/** What an attribute's text stands for; an array lists the only texts allowed. */
export type AttributeKind = 'text' | 'number' | 'boolean' | 'words' | readonly string[];

export type AttributeTable = Record<string, AttributeKind>;

type ValueOf<Kind extends AttributeKind> = Kind extends 'number'
  ? number
  : Kind extends 'boolean'
    ? boolean
    : Kind extends 'words'
      ? string[]
      : Kind extends readonly (infer Word)[]
        ? Word
        : string;

/** The typed attributes that a table describes; all optional, none filled in. */
export type AttributesOf<Table extends AttributeTable> = { [Name in keyof Table]?: ValueOf<Table[Name]> };

type AttributeValue = string | number | boolean | string[];

export const method = ['GET', 'POST'] as const;

export function readAttributes<Table extends AttributeTable>(
  element: { name: string; attributes: Record<string, string> },
  table: Table,
  warnings: TwimlWarning[],
): AttributesOf<Table> {
  const read: Record<string, AttributeValue> = {};
  for (const [name, text] of Object.entries(element.attributes)) {
    const kind = Object.hasOwn(table, name) ? table[name] : undefined;
    const value = kind === undefined ? undefined : valueFrom(text, kind);
    if (value !== undefined) read[name] = value;
    else warnings.push({ code: 12200, message: complaint(element.name, name, text, kind) });
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
  if (kind === 'number') return /^-?\d+(\.\d+)?$/.test(bare) ? Number(bare) : undefined;
  if (kind === 'boolean') return ({ true: true, false: false } as Record<string, boolean>)[bare.toLowerCase()];
  if (kind === 'words') return bare === '' ? [] : bare.split(/\s+/);
  return kind.find((word) => word.toLowerCase() === bare.toLowerCase());
}

function complaint(element: string, name: string, text: string, kind: AttributeKind | undefined): string {
  if (kind === undefined) return `<${element}> has no attribute ${name}`;
  const wanted = typeof kind === 'string' ? kind : `one of ${kind.join(', ')}`;
  return `${name}="${text}" of <${element}> is no ${wanted}`;
}
