import type { ImportSettings } from '@offhook/contract';
import type { ReadRow } from './read-row.ts';

/** What a row says about a contact. The default number stands first. */
export interface FoldedContact {
  name: string;
  firstName: string | null;
  lastName: string | null;
  company: string | null;
  title: string | null;
  email: string | null;
  timeZone: string | null;
  region: string | null;
  country: string | null;
  tags: string[];
  metadata: Record<string, string>;
  numbers: { number: string; label: string }[];
}

type Settings = Pick<ImportSettings, 'tags' | 'time_zone' | 'region' | 'same_by' | 'same_then'>;

const mostNumbers = 10;

/** By what a row is the same as another contact, the strongest first. */
export function keysOf(row: ReadRow, sameBy: Settings['same_by']): string[] {
  const numbers = sameBy === 'number' || sameBy === 'number-or-email' ? row.numbers.map(({ number }) => number) : [];
  const email = (sameBy === 'email' || sameBy === 'number-or-email') && row.email;
  return email ? [...numbers, email.toLowerCase()] : numbers;
}

/** The contact that a row makes. */
export function contactOfRow(row: ReadRow, settings: Settings): FoldedContact {
  const parts = [row.firstName, row.lastName].filter(Boolean).join(' ');
  const numbers = numbersOf(row);
  return {
    name: row.name || parts || row.company || row.email || numbers[0]?.number || '',
    firstName: row.firstName ?? null,
    lastName: row.lastName ?? null,
    company: row.company ?? null,
    title: row.title ?? null,
    email: row.email ?? null,
    timeZone: row.timeZone ?? settings.time_zone,
    region: row.region ?? settings.region,
    country: row.country ?? null,
    tags: unique([...row.tags, ...settings.tags]),
    metadata: row.metadata,
    numbers: numbers.slice(0, mostNumbers),
  };
}

const single = ['name', 'firstName', 'lastName', 'company', 'title', 'email', 'timeZone', 'region', 'country'] as const;

/** A contact that was there with a row put on it: `update` prefers the row, `merge` the contact. */
export function foldRow(contact: FoldedContact, row: ReadRow, settings: Settings): FoldedContact {
  if (settings.same_then === 'skip') return contact;
  const wins = settings.same_then === 'update';
  const next = { ...contact };
  for (const key of single) {
    const said = row[key];
    if (said && (wins || !contact[key])) Object.assign(next, { [key]: said });
  }
  const parts = [next.firstName, next.lastName].filter(Boolean).join(' ');
  if (wins && !row.name && (row.firstName || row.lastName)) next.name = parts;
  next.timeZone ??= settings.time_zone;
  next.region ??= settings.region;
  next.tags = unique([...contact.tags, ...row.tags, ...settings.tags]);
  next.metadata = wins ? { ...contact.metadata, ...row.metadata } : { ...row.metadata, ...contact.metadata };
  const [first, second] = wins ? [numbersOf(row), contact.numbers] : [contact.numbers, numbersOf(row)];
  // What a number is called here stays.
  next.numbers = [...new Map([...numbersOf(row), ...contact.numbers].map((each) => [each.number, each])).values()];
  next.numbers = inOrderOf([...first, ...second], next.numbers).slice(0, mostNumbers);
  return next;
}

function inOrderOf(order: readonly { number: string }[], numbers: { number: string; label: string }[]) {
  const place = unique(order.map(({ number }) => number));
  return numbers.toSorted((one, other) => place.indexOf(one.number) - place.indexOf(other.number));
}

/** True when nothing of a contact has changed, in whatever order its tags and metadata stand. */
export function isSame(one: FoldedContact, other: FoldedContact): boolean {
  return JSON.stringify(orderly(one)) === JSON.stringify(orderly(other));
}

function orderly(contact: FoldedContact): unknown[] {
  const metadata = Object.entries(contact.metadata).toSorted(([one], [other]) => (one < other ? -1 : 1));
  const numbers = contact.numbers.map(({ number, label }) => [number, label]);
  return [single.map((key) => contact[key]), contact.tags.toSorted(), metadata, numbers];
}

const numbersOf = (row: ReadRow) => row.numbers.map(({ number, label }) => ({ number, label }));
const unique = <Item>(items: Item[]): Item[] => [...new Set(items)];
