import { isE164, type PhoneNumber } from '@offhook/kit';

/**
 * The number a client meant, in E.164, or undefined. As Twilio reads it: without `+` it is a North American one, and a
 * `+` that a form turned into a space still counts.
 *
 * @example
 * dialable('415-555-0100'); // '+14155550100'
 */
export function dialable(text: string): PhoneNumber | undefined {
  const number = text.replace(/^ (?=\d)/, '+').replace(/[\s().-]/g, '');
  const full = /^1?\d{10}$/.test(number) ? `+1${number.slice(-10)}` : number;
  return isE164(full) ? full : undefined;
}

/** Whom a call can reach. `address` is E.164, `client:bob` or `sip:bob@example.com`, without what follows a `?`. */
export interface Party {
  kind: 'number' | 'client' | 'sip';
  address: string;
  /** What followed the `?`: custom parameters of a client, headers of a SIP address. */
  parameters?: Record<string, string>;
}

/** A text names nobody who could be called; `code` is the one of Twilio's REST API. */
export class UnreadableParty extends Error {
  override name = 'UnreadableParty';
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Reads whom a `To` names: a telephone number, `client:identity?name=value` or `sip:user@host?header=value`.
 *
 * @throws UnreadableParty with 21211, or for SIP headers 21227 to 21229
 * @see https://www.twilio.com/docs/voice/api/call-resource#create-a-call-resource (read 2026-11-21)
 * @example
 * partyOf('client:bob?room=7'); // { kind: 'client', address: 'client:bob', parameters: { room: '7' } }
 */
export function partyOf(text: string): Party {
  const trimmed = text.trim();
  if (/^client:/i.test(trimmed)) return clientOf(trimmed.slice('client:'.length));
  if (/^sips?:/i.test(trimmed)) return sipOf(trimmed);
  const address = dialable(text);
  if (address) return { kind: 'number', address };
  throw new UnreadableParty(21211, `The phone number you are attempting to call, ${text}, is not valid.`);
}

export const mostIdentityCharacters = 256;

/** Whether a client can be called so: up to 256 characters, no space, control or delimiter among them. */
export function isIdentity(text: string): boolean {
  // https://www.twilio.com/docs/voice/twiml/client, with the delimiters and unwise characters of RFC 2396 (read 2026-11-21).
  return text.length <= mostIdentityCharacters && /^[^\s\p{Cc}<>#%"{}|\\^[\]`]+$/u.test(text);
}

function clientOf(rest: string): Party {
  const { before, parameters } = splitQuery(rest);
  if (isIdentity(before)) return { kind: 'client', address: `client:${before}`, ...parameters };
  throw new UnreadableParty(21211, `The client identity '${before}' is not valid.`);
}

const mostHeaderCharacters = 1024;
// A user, a host or an IPv6 address in brackets, a port, parameters.
const sipAddress = /^sips?:(?:[^\s@<>"]+@)?(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?(?:;[^\s<>"]*)?$/i;

function sipOf(text: string): Party {
  const { before, query, parameters } = splitQuery(text);
  if (!sipAddress.test(before)) {
    throw new UnreadableParty(21211, `The SIP address '${before}' is not valid.`);
  }
  if (query.length >= mostHeaderCharacters) {
    throw new UnreadableParty(
      21227,
      `The headers of a SIP address must be shorter than ${mostHeaderCharacters} characters.`,
    );
  }
  for (const [name, value] of Object.entries(parameters.parameters ?? {})) {
    if (!/^[\w!%'*+.`~-]+$/.test(name)) throw new UnreadableParty(21228, `The SIP header name '${name}' is not valid.`);
    if (/\p{Cc}/u.test(value)) throw new UnreadableParty(21229, `The value of the SIP header ${name} is not valid.`);
  }
  return { kind: 'sip', address: before.replace(/^sips?/i, (scheme) => scheme.toLowerCase()), ...parameters };
}

function splitQuery(text: string): { before: string; query: string; parameters: Pick<Party, 'parameters'> } {
  const at = text.indexOf('?');
  if (at < 0) return { before: text, query: '', parameters: {} };
  const query = text.slice(at + 1);
  return {
    before: text.slice(0, at),
    query,
    parameters: { parameters: Object.fromEntries(new URLSearchParams(query)) },
  };
}
