import parse from 'libphonenumber-js/max';
import { billedMinutes, type Call } from '../call.ts';
import { type NumberType, typeOf } from '../numbers/number-type.ts';

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

export function rateOf(country: string | undefined): Rate {
  return rates[country ?? 'US'] ?? elsewhere;
}

export function countryOf(phoneNumber: string): string | undefined {
  return parse(phoneNumber)?.country;
}

/** For a minute between answer and end, in millionths of a dollar; what has begun counts as a whole one. */
export function microsPerMinute({ direction, to }: Pick<Call, 'direction' | 'to'>): number {
  // Clients and SIP endpoints; unconfirmed.
  if (!to.startsWith('+')) return 4_000;
  // By far most calls; the library takes ten microseconds.
  if (to.startsWith('+1') && direction !== 'inbound') return unitedStates.outbound;
  const type = typeOf(to);
  const { outbound, outboundMobile, inbound, inboundTollFree } = rateOf(countryOf(to));
  if (direction === 'inbound') return type === 'tollfree' ? inboundTollFree : inbound;
  return type === 'mobile' ? outboundMobile : outbound;
}

/** What an ended call cost, as Twilio writes it: below zero, and zero when nobody answered. */
export function priceMicrosOf(call: Call): number {
  return 0 - billedMinutes(call) * microsPerMinute(call);
}

export const recordingMicrosPerMinute = 2_500;
export const detectionMicrosPerCall = 7_500;

export function numberMicrosPerMonth(phoneNumber: string, type: NumberType = typeOf(phoneNumber)): number {
  const { number, tollFreeNumber } = rateOf(countryOf(phoneNumber));
  return type === 'tollfree' ? tollFreeNumber : number;
}
