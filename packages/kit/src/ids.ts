import type { Clock } from './clock.ts';
import type { Random } from './random.ts';

/** Every kind of thing that has an id of ours; the kind is the prefix a person sees (`call_0198…`). */
export type IdKind =
  | 'attempt'
  | 'box'
  | 'call'
  | 'campaign'
  | 'connection'
  | 'consent'
  | 'contact'
  | 'decision'
  | 'drop'
  | 'event'
  | 'flow'
  | 'greeting'
  | 'group'
  | 'hours'
  | 'import'
  | 'invitation'
  | 'key'
  | 'ledger'
  | 'list'
  | 'media'
  | 'membership'
  | 'note'
  | 'number'
  | 'person'
  | 'price'
  | 'prospect'
  | 'purchase'
  | 'recording'
  | 'request'
  | 'rule'
  | 'script'
  | 'seat'
  | 'session'
  | 'suppression'
  | 'testcase'
  | 'view'
  | 'version'
  | 'voicemail'
  | 'workspace';

/** A UUID (version 7) that belongs to one kind of thing. Stored bare; shown with its prefix. */
export type Id<Kind extends IdKind> = string & { readonly __kind: Kind };

/** Makes ids; sorted by the time of their making. */
export interface Ids {
  /** `at`: for a thing of the past, so that it sorts where it belongs; by default now. */
  next<Kind extends IdKind>(kind: Kind, at?: Date): Id<Kind>;
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** True for a UUID in its canonical text form. `isUuid('x')` is false. */
export function isUuid(text: string): boolean {
  return uuidPattern.test(text);
}

/**
 * The id as people and programs outside see it.
 *
 * @example
 * formatId('call', '0198c0de-0000-7000-8000-000000000000' as Id<'call'>); // 'call_0198c0de-0000-7000-8000-000000000000'
 */
export function formatId<Kind extends IdKind>(kind: Kind, id: Id<Kind> | string): string {
  return `${kind}_${id}`;
}

/**
 * The bare id out of what a client sent, or undefined when it is not one of this kind. A bare UUID is accepted too.
 *
 * @example
 * parseId('call', 'contact_0198c0de-0000-7000-8000-000000000000'); // undefined
 */
export function parseId<Kind extends IdKind>(kind: Kind, text: string): Id<Kind> | undefined {
  const bare = text.startsWith(`${kind}_`) ? text.slice(kind.length + 1) : text;
  return isUuid(bare) ? (bare.toLowerCase() as Id<Kind>) : undefined;
}

/**
 * A maker of ids from a clock and a source of chance; seeded chance gives the same ids on every run (UUIDv7, RFC 9562
 * section 5.7). Ids of one maker grow, also within a millisecond: the twelve bits after the time count on from a
 * random start (method 1 of section 6.2).
 */
export function makeIds(clock: Clock, random: Random): Ids {
  let lastMs = 0;
  let counter = 0;
  const growing = (): string => {
    const nowMs = Math.floor(clock.nowMs());
    const chance = random.bytes(10);
    const start = ((chance[0] ?? 0) << 3) | ((chance[1] ?? 0) & 7);
    const isLater = nowMs > lastMs;
    counter = isLater ? start : counter + 1;
    lastMs = isLater ? nowMs : lastMs + (counter >> 12);
    counter &= 0xfff;
    return uuidV7(lastMs, counter, chance);
  };
  const past = (at: Date): string => uuidV7(at.getTime(), 0, random.bytes(10));
  return { next: (_kind, at) => (at ? past(at) : growing()) as never };
}

/**
 * The id that comes before every one made at or after a time: ids sort by the time of their making, so lists by time can
 * use the index of the ids.
 *
 * @example
 * earliestId('call', new Date('2026-11-02T15:00:00Z')); // '019a451c-…-7000-8000-000000000000'
 */
export function earliestId<Kind extends IdKind>(_kind: Kind, at: Date): Id<Kind> {
  // Of the kind that the caller named; it is compared with and belongs to nothing.
  return uuidV7(at.getTime(), 0, new Uint8Array(10)) as Id<Kind>;
}

function uuidV7(timeMs: number, counter: number, chance: Uint8Array): string {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, Math.floor(timeMs / 2 ** 16));
  view.setUint16(4, Math.floor(timeMs) % 2 ** 16);
  bytes.set(chance, 6);
  view.setUint16(6, 0x7000 | counter);
  view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80);
  let text = '';
  for (let index = 0; index < 16; index += 1) text += (hyphenBefore.has(index) ? '-' : '') + hexOf[bytes[index] ?? 0];
  return text;
}

const hyphenBefore = new Set([4, 6, 8, 10]);
// Looked up: a webhook takes three ids, and making their text cost a tenth of the whole (measured 2026-11-21).
const hexOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
