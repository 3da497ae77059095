import type { addProspects, RouteRequest } from '@offhook/contract';
import { cleanPasted, looksLikeNumber, readNumber } from '../../app/phone.ts';

export type Person = NonNullable<RouteRequest<typeof addProspects>['body']['people']>[number];

interface Pasted {
  people: Person[];
  /** Lines that cannot be read, counted from 1. */
  problems: { line: number; text: string; problem: string }[];
}

/** As many as one request takes. */
export const mostPeople = 1000;

/**
 * People as they are pasted, one a line: a number alone, or beside it a name and an e-mail address in any order, parted by
 * tabs, commas or semicolons.
 */
export function readPeople(text: string, country: string): Pasted {
  const read: Pasted = { people: [], problems: [] };
  const seen = new Set<string>();
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === '') continue;
    const person = readPerson(line, country);
    if ('problem' in person) read.problems.push({ line: index + 1, text: line, problem: person.problem });
    else if (seen.has(person.phone))
      read.problems.push({ line: index + 1, text: line, problem: 'The number stands above already' });
    else {
      seen.add(person.phone);
      read.people.push(person);
    }
  }
  return read;
}

function readPerson(line: string, country: string): Person | { problem: string } {
  const cells = line
    .split(/[\t;,]/)
    .map((cell) =>
      cell
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .trim(),
    )
    .filter((cell) => cell !== '');
  const [phone, ...others] = cells.filter((cell) => looksLikeNumber(cleanPasted(cell)));
  // `Ada Byron +1 415 555 0142`, without anything between.
  const [, before = '', bare = ''] =
    phone === undefined ? (/^(.*?)\s*(\+?\(?\d[\d\s().\-/]{5,})$/.exec(line) ?? []) : [];
  const number = phone ?? bare;
  if (number === '') return { problem: 'No phone number' };
  const read = readNumber(cleanPasted(number), country);
  if ('problem' in read) return { problem: read.problem };
  const email = cells.find((cell) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cell));
  const words =
    phone === undefined ? [before] : cells.filter((cell) => cell !== phone && cell !== email && !others.includes(cell));
  return { ...namesOf(words), phone: read.number, ...(email && { email }) };
}

function namesOf(words: readonly string[]): Pick<Person, 'first_name' | 'last_name'> {
  const [first = '', second] = words;
  if (second !== undefined) return { first_name: first, last_name: second };
  const [given = '', ...family] = first.split(/\s+/);
  return { ...(given && { first_name: given }), ...(family.length > 0 && { last_name: family.join(' ') }) };
}
