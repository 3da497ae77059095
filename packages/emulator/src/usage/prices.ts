import parse from 'libphonenumber-js/max';
import { billedMinutes, type Call } from '../call.ts';
import { typeOf } from '../numbers/number-type.ts';

/** In millionths of a dollar. */
export interface Rate {
  /** For a minute of a call to a fixed or a mobile number there. */
  outbound: number;
  outboundMobile: number;
  /** For a minute of a call that comes in to a number there. */
  inbound: number;
  inboundTollFree: number;
  /** For a month of having a number there. */
  number: number;
  tollFreeNumber: number;
}

// US list prices on 2026-07-01, https://www.twilio.com/en-us/voice/pricing/us, but for the toll-free number, which is
// unconfirmed. Those of other countries are of the right order, not exact.
const unitedStates: Rate = rate([14_000, 14_000, 8_500, 22_000, 1_150_000, 2_150_000]);

const rates: Record<string, Rate> = {
  US: unitedStates,
  CA: unitedStates,
  GB: rate([15_800, 30_000, 10_000, 40_000, 1_150_000, 2_150_000]),
  DE: rate([15_000, 35_000, 10_000, 70_000, 1_150_000, 15_000_000]),
  FR: rate([18_000, 40_000, 10_000, 60_000, 1_150_000, 25_000_000]),
  AU: rate([25_200, 75_000, 10_000, 58_000, 3_000_000, 16_000_000]),
};

const elsewhere = rate([40_000, 80_000, 10_000, 100_000, 4_000_000, 25_000_000]);

function rate([outbound, outboundMobile, inbound, inboundTollFree, number, tollFreeNumber]: readonly [
  number,
  number,
  number,
  number,
  number,
  number,
]): Rate {
  return { outbound, outboundMobile, inbound, inboundTollFree, number, tollFreeNumber };
}

/** Rates of one's own, by ISO 3166 code of the country. What is not given stays as it is. */
export type Prices = Record<string, Partial<Rate>>;

export function rateOf(prices: Prices, country = 'US'): Rate {
  return { ...(rates[country] ?? elsewhere), ...prices[country] };
}

export function countryOf(phoneNumber: string): string | undefined {
  return parse(phoneNumber)?.country;
}

/** What an ended call cost, as Twilio writes it: below zero, and zero when nobody answered. */
export function priceMicrosOf(prices: Prices, call: Call): number {
  const minutes = billedMinutes(call);
  return minutes === 0 ? 0 : 0 - minutes * microsPerMinute(prices, call);
}

/** For a minute between answer and end, in millionths of a dollar; what has begun counts as a whole one. */
function microsPerMinute(prices: Prices, { direction, to }: Call): number {
  // Clients and SIP endpoints; unconfirmed.
  if (!to.startsWith('+')) return 4_000;
  // By far most calls, whose country would take ten microseconds to find out.
  if (to.startsWith('+1') && direction !== 'inbound') return rateOf(prices).outbound;
  const type = typeOf(to);
  const { outbound, outboundMobile, inbound, inboundTollFree } = rateOf(prices, countryOf(to));
  if (direction === 'inbound') return type === 'tollfree' ? inboundTollFree : inbound;
  return type === 'mobile' ? outboundMobile : outbound;
}

export const recordingMicrosPerMinute = 2_500;
export const detectionMicrosPerCall = 7_500;

export function numberMicrosPerMonth(prices: Prices, phoneNumber: string): number {
  const { number, tollFreeNumber } = rateOf(prices, countryOf(phoneNumber));
  return typeOf(phoneNumber) === 'tollfree' ? tollFreeNumber : number;
}
