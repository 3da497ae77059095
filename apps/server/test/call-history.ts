import type { Id } from '@offhook/kit';
import fc from 'fast-check';
import type { CallKey } from '../src/features/wallet/index.ts';

/** One thing that may happen to one of some calls. */
export type Step =
  | { do: 'begin'; call: number; minute: number; person: number; inbound: boolean; sample: boolean }
  | { do: 'end'; call: number; seconds: number | null; outcome: string; by: string | null }
  | { do: 'learn-duration'; call: number; seconds: number }
  | { do: 'leg'; call: number; leg: number; seconds: number | null }
  | { do: 'record'; call: number; recording: number; seconds: number | null }
  | { do: 'price'; call: number; leg: number; micros: number; currency: string }
  | { do: 'delete'; call: number }
  | { do: 'settle' };

/** The days that calls begin in; the clocks of New York change in them. */
export const firstMs = Date.parse('2026-10-21T15:00:00Z');
const minutes = 12 * 1440;

const call = fc.nat(11);
const seconds = fc.option(fc.nat(400));
const begin = fc.record({
  do: fc.constant('begin' as const),
  call,
  minute: fc.nat(minutes - 60),
  person: fc.nat(2),
  inbound: fc.boolean(),
  sample: fc.nat(4).map((one) => one === 0),
});
const end = fc.record({
  do: fc.constant('end' as const),
  call,
  seconds,
  outcome: fc.constantFrom('completed', 'completed', 'busy', 'failed'),
  by: fc.constantFrom(null, 'human', 'machine_end_beep', 'unknown'),
});
const learnDuration = fc.record({ do: fc.constant('learn-duration' as const), call, seconds: fc.nat(400) });
const leg = fc.record({ do: fc.constant('leg' as const), call, leg: fc.integer({ min: 1, max: 2 }), seconds });
const record = fc.record({
  do: fc.constant('record' as const),
  call,
  recording: fc.integer({ min: 1, max: 2 }),
  seconds,
});
const price = fc.record({
  do: fc.constant('price' as const),
  call,
  leg: fc.nat(3),
  micros: fc.nat(100_000),
  currency: fc.constantFrom('USD', 'USD', 'EUR'),
});
const remove = fc.record({ do: fc.constant('delete' as const), call });
const settle = fc.constant({ do: 'settle' as const });

/** Any history: late, repeated and senseless steps come with it, and have no effect. */
export const history = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: begin },
    { weight: 5, arbitrary: end },
    { weight: 2, arbitrary: learnDuration },
    { weight: 3, arbitrary: leg },
    { weight: 3, arbitrary: record },
    { weight: 4, arbitrary: price },
    { weight: 1, arbitrary: remove },
    { weight: 3, arbitrary: settle },
  ),
  { minLength: 60, maxLength: 140 },
);

const hex = (value: number, length: number) => value.toString(16).padStart(length, '0');

/** A call of one run, by its place. */
export function keyOf(tenantId: Id<'workspace'>, run: number, place: number): CallKey {
  return { tenantId, id: `01990000-0000-7000-8000-${hex(run, 6)}${hex(place, 6)}` as Id<'call'> }; // a UUID of ours
}

export const legSid = (run: number, place: number, leg: number) => `CA${hex(run, 16)}${hex(place, 8)}${hex(leg, 8)}`;
export const recordingSid = (run: number, place: number, which: number) =>
  `RE${hex(run, 16)}${hex(place, 8)}${hex(which, 8)}`;

/** What one call adds to the sums. */
export interface Counted {
  createdAt: Date;
  personId: string;
  direction: string;
  outcome: string;
  answered: number;
  humans: number;
  machines: number;
  drops: number;
  seconds: number;
  micros: number;
}
