import type { Verb } from '@offhook/twiml';

/** Steps do not know where a server lives: these stand in their verbs until `withAddresses` puts addresses there. */
export const here = 'flow:here';
/** Asks whoever picked up to take the call. */
export const screening = 'flow:screening';
/** Hears how a dialled leg fares. */
export const legReports = 'flow:leg';
/** Hears what became of a message that is being recorded for a box. */
export const messageReports = (boxId: string): string => `flow:message:${boxId}`;
/** Hears what became of any other recording. */
export const recordingReports = 'flow:recording';
export const mediaAddress = (mediaId: string): string => `flow:media:${mediaId}`;

/** Where those lead, for one call. */
export interface Addresses {
  here: () => string;
  screening: () => string;
  leg: () => string;
  message: (boxId: string) => string;
  recording: () => string;
  media: (mediaId: string) => string;
}

const fields: ReadonlySet<string> = new Set(['url', 'action', 'statusCallback', 'recordingStatusCallback']);

/**
 * Verbs as a carrier can use them: what steps left symbolic becomes an address. Text that is said is never touched.
 *
 * @example
 * withAddresses([{ verb: 'redirect', url: here }], { ...addresses, here: () => 'https://example.com/next' });
 */
export function withAddresses(verbs: readonly Verb[], addresses: Addresses): Verb[] {
  // The shape of each verb stays as it is: only texts in fields that hold addresses change.
  return verbs.map((verb) => filled(verb, addresses) as Verb);
}

function filled(value: unknown, addresses: Addresses): unknown {
  if (Array.isArray(value)) return value.map((each) => filled(each, addresses));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      fields.has(name) && typeof inner === 'string' ? addressOf(inner, addresses) : filled(inner, addresses),
    ]),
  );
}

function addressOf(text: string, addresses: Addresses): string {
  if (text === here) return addresses.here();
  if (text === screening) return addresses.screening();
  if (text === legReports) return addresses.leg();
  if (text === recordingReports) return addresses.recording();
  if (text.startsWith('flow:message:')) return addresses.message(text.slice('flow:message:'.length));
  if (text.startsWith('flow:media:')) return addresses.media(text.slice('flow:media:'.length));
  return text;
}
