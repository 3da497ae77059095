import { priceOn, twilioList } from './prices.ts';

/** `leg`: another phone that a call is connected to. */
export type PriceDirection = 'outbound' | 'inbound' | 'leg';

/** What the workspace pays for calls from a moment on: so much a minute, or so many percent of what the carrier charges. */
export interface CallPrice {
  direction: PriceDirection;
  /** How numbers begin; empty: all for which there is no longer one. */
  prefix: string;
  minuteMicros: number | null;
  percent: number | null;
  incrementSeconds: number;
  validFrom: Date;
}

/** S1, integration points: "Wallet: Deduct credits ($0.021/minute)". It names none for calls that come in, nor for legs. */
export const standardPrice: CallPrice = {
  direction: 'outbound',
  prefix: '',
  minuteMicros: 21_000,
  percent: null,
  incrementSeconds: 60,
  validFrom: new Date(0),
};

/** The price of the longest prefix that holds already, and of those the newest; undefined: nothing is charged. */
export function priceFor(
  prices: readonly CallPrice[],
  direction: PriceDirection,
  number: string,
  at: Date,
): CallPrice | undefined {
  let best: CallPrice | undefined;
  for (const price of [standardPrice, ...prices]) {
    if (price.direction !== direction || price.validFrom > at || !number.startsWith(price.prefix)) continue;
    const longer = price.prefix.length - (best?.prefix.length ?? -1);
    if (longer > 0 || (longer === 0 && best && price.validFrom > best.validFrom)) best = price;
  }
  return best;
}

/** Every text that a number begins with: those a price may be for. */
export function prefixesOf(number: string): string[] {
  const longest = /^\+\d{0,15}/.exec(number)?.[0] ?? '';
  return Array.from({ length: longest.length + 1 }, (_, length) => longest.slice(0, length));
}

/** What is paid for talking so long; begun increments whole, at least one. */
export function chargeFor(price: CallPrice, seconds: number, carrierMicros: number): number {
  // A carrier that gives money back does not make us pay for calls.
  if (price.percent !== null) return Math.ceil((Math.max(0, carrierMicros) * price.percent) / 100);
  const begun = Math.max(1, Math.ceil(seconds / price.incrementSeconds));
  return Math.ceil((begun * price.incrementSeconds * (price.minuteMicros ?? 0)) / 60);
}

/** A connection that is wished for, with its price. */
export interface PricedLeg {
  to: string;
  price: CallPrice;
}

/** A leg at each price that holds, to any of the numbers that it is for: whichever is taken costs no more than the dearest. */
export function dearestLegs(prices: readonly CallPrice[], at: Date): PricedLeg[] {
  const prefixes = new Set(prices.filter(({ direction }) => direction === 'leg').map(({ prefix }) => prefix));
  return [...prefixes].flatMap((to) => {
    const price = priceFor(prices, 'leg', to, at);
    return price ? [{ to, price }] : [];
  });
}

/**
 * What is set aside so that legs may last so long. Where the price follows the carrier's, which comes later, the
 * carrier's list stands for it, with a recording and machine detection.
 */
export function needFor(legs: readonly PricedLeg[], seconds: number, at: Date): number {
  return legs.reduce((sum, { to, price }) => {
    const guess = price.percent === null ? 0 : listCost(to, seconds, at);
    return sum + chargeFor(price, seconds, guess);
  }, 0);
}

function listCost(to: string, seconds: number, at: Date): number {
  const list = (what: Parameters<typeof priceOn>[1]) => priceOn(twilioList, what, at, to)?.micros ?? 0;
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  return minutes * (list('outbound-minute') + list('recording-minute')) + list('machine-detection');
}
