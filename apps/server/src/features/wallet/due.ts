import { formatMicros } from '@offhook/kit';
import { type CallPrice, chargeFor, priceFor } from './call-price.ts';
import type { ChargedLeg } from './estimate.ts';

/** What is known of an ended call when it is paid; what is not known yet is paid later. */
export interface PaidCall {
  sid: string;
  direction: 'inbound' | 'outbound';
  to: string;
  createdAt: Date;
  answeredAt: Date | null;
  durationSeconds: number | null;
  legs: readonly ChargedLeg[];
}

/** After this nothing is learned of a call any more, neither from reports nor of its price: holds are forgotten then. */
export const settledAfterMs = 30 * 86_400_000;

export interface Due {
  micros: number;
  /** How it is reckoned, for people. */
  note: string;
  /** Nothing is missing any more. */
  isComplete: boolean;
}

/** The prices that may be for a call, own and of its legs; empty: it costs nothing here. */
export function pricesOf(
  call: PaidCall,
  prices: readonly CallPrice[],
): { own?: CallPrice; legs: (CallPrice | undefined)[] } {
  const own = priceFor(prices, call.direction, call.to, call.createdAt);
  const legs = call.legs.map((leg) => priceFor(prices, 'leg', leg.to, call.createdAt));
  return { ...(own && { own }), legs };
}

/**
 * What the workspace pays for a call, by the prices of its beginning: those it was held by. `carrierMicros`: what the
 * carrier charges so far, by the name of each leg; other names are of the call itself.
 */
export function dueOf(call: PaidCall, prices: readonly CallPrice[], carrierMicros: ReadonlyMap<string, number>): Due {
  if (!call.answeredAt) return { micros: 0, note: 'Not answered', isComplete: true };
  const { own, legs } = pricesOf(call, prices);
  const legSids = new Set(call.legs.map(({ sid }) => sid));
  const ownMicros = [...carrierMicros].reduce((sum, [sid, micros]) => (legSids.has(sid) ? sum : sum + micros), 0);
  const talks = [
    { price: own, seconds: call.durationSeconds, micros: ownMicros, what: '' },
    ...call.legs.map((leg, index) => ({
      price: legs[index],
      seconds: leg.answeredAt ? leg.durationSeconds : undefined,
      micros: carrierMicros.get(leg.sid) ?? 0,
      what: 'connected: ',
    })),
  ];
  const parts = talks.flatMap(({ price, seconds, micros, what }) =>
    price && seconds !== undefined && seconds !== null
      ? [{ micros: chargeFor(price, seconds, micros), note: `${what}${noteOf(price, seconds)}` }]
      : [],
  );
  return {
    micros: parts.reduce((sum, part) => sum + part.micros, 0),
    note: parts.map(({ note }) => note).join('; '),
    isComplete: talks.every(({ price, seconds }) => !price || seconds !== null),
  };
}

function noteOf(price: CallPrice, seconds: number): string {
  if (price.percent !== null) return `${seconds} s at ${price.percent} % of what the carrier charges`;
  return `${seconds} s at ${formatMicros(price.minuteMicros ?? 0)} a minute, by begun ${incrementName(price)}`;
}

function incrementName({ incrementSeconds }: CallPrice): string {
  return incrementSeconds === 60 ? 'minutes' : incrementSeconds === 1 ? 'seconds' : `${incrementSeconds} s`;
}

/** The line that makes what was paid for a call agree with what is due; undefined: nothing to add. */
export function nextCharge(
  due: Due,
  paid: { micros: number; lines: number },
): { kind: 'charge' | 'correction'; revision: number; micros: number; note: string } | undefined {
  const micros = -due.micros - paid.micros;
  if (micros === 0) return undefined;
  const isFirst = paid.lines === 0;
  return { kind: isFirst ? 'charge' : 'correction', revision: paid.lines, micros, note: due.note };
}
