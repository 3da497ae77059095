import { countryOf, type Id, reversedDigits } from '@offhook/kit';

export interface NumberOfContact {
  number: string;
  label: string;
}

/** A contact with everything that belongs to it. Its default number is one of its numbers. */
export interface ContactRow {
  id: Id<'contact'>;
  name: string;
  firstName: string | null;
  lastName: string | null;
  company: string | null;
  title: string | null;
  phoneNumber: string | null;
  numberCountry: string | null;
  numbers: NumberOfContact[];
  email: string | null;
  timeZone: string | null;
  region: string | null;
  country: string | null;
  tags: string[];
  metadata: Record<string, string>;
  isSample: boolean;
  importId: Id<'import'> | null;
  revision: number;
  createdAt: Date;
  updatedAt: Date;
}

/** What a change says; what it leaves out stays. */
export interface ContactChange {
  name?: string | undefined;
  firstName?: string | null | undefined;
  lastName?: string | null | undefined;
  company?: string | null | undefined;
  title?: string | null | undefined;
  email?: string | null | undefined;
  timeZone?: string | null | undefined;
  region?: string | null | undefined;
  country?: string | null | undefined;
  tags?: string[] | undefined;
  metadata?: Record<string, string> | undefined;
  /** All numbers, the default one first. */
  numbers?: NumberOfContact[] | undefined;
}

/** A contact of which only the essential is known. */
export function newContact(
  known: Pick<ContactRow, 'id' | 'name' | 'createdAt'> &
    ContactChange &
    Partial<Pick<ContactRow, 'importId' | 'isSample'>>,
): ContactRow {
  const { id, createdAt, importId = null, isSample = false, ...fields } = known;
  const empty = { firstName: null, lastName: null, company: null, title: null, phoneNumber: null, numberCountry: null };
  const unknown = { email: null, timeZone: null, region: null, country: null, numbers: [], tags: [], metadata: {} };
  const made = { ...empty, ...unknown, id, name: known.name, isSample, importId, revision: 1 };
  return changed({ ...made, createdAt, updatedAt: createdAt }, fields);
}

/** The contact with a change made. Its first number becomes the default one. */
export function changed(contact: ContactRow, change: ContactChange): ContactRow {
  const said = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const next: ContactRow = { ...contact, ...said };
  const tags = [...new Set(next.tags)];
  if (!change.numbers) return { ...next, tags };
  const numbers = [...new Map(change.numbers.toReversed().map((each) => [each.number, each])).values()].toReversed();
  const phoneNumber = numbers[0]?.number ?? null;
  // Looking a country up takes as long as all the rest.
  const isSame = phoneNumber === contact.phoneNumber;
  const numberCountry = isSame ? contact.numberCountry : phoneNumber && (countryOf(phoneNumber) ?? null);
  return { ...next, tags, numbers, phoneNumber, numberCountry };
}

/** The numbers when `number` becomes the default one in the place of what was it; null: that one goes. */
export function withDefault({ phoneNumber, numbers }: ContactRow, number: string | null): NumberOfContact[] {
  const old = numbers.find((each) => each.number === phoneNumber);
  const others = numbers.filter((each) => each.number !== phoneNumber && each.number !== number);
  if (number === null) return others;
  const known = numbers.find((each) => each.number === number);
  if (!known) return [{ number, label: old?.label ?? 'main' }, ...others];
  return old && old !== known ? [known, old, ...others] : [known, ...others];
}

/** A name out of its parts; undefined when there are none. */
export function nameOfParts(first: string | null | undefined, last: string | null | undefined): string | undefined {
  return [first, last].filter(Boolean).join(' ') || undefined;
}

/** The digits of a search, backwards, when it looks like a piece of a number in whatever format. */
export function digitsOfSearch(search: string): string | undefined {
  return /^[\d\s()+./-]+$/.test(search) && /\d{2,}/.test(search.replace(/\D/g, ''))
    ? reversedDigits(search)
    : undefined;
}

/** The note that S3 wants on the lead after each call. */
export function callNoteText(call: { from: string; to: string; sid: string; at: Date }): string {
  return `[Outbound Call] Initiated from ${call.from} to ${call.to} - Call SID: ${call.sid} - ${call.at.toISOString().slice(0, 19)}`;
}
