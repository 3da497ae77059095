import { createHash } from 'node:crypto';
import parse, { getCountryCallingCode } from 'libphonenumber-js/max';
import { type Area, areas } from './areas.ts';
import { type Block, blocksOf } from './blocks.ts';
import type { NumberType } from './number-type.ts';

/** A number on offer. */
export interface OfferedNumber {
  phoneNumber: string;
  block: Block;
}

const numbersPerBlock = 250;

/** Every number of that kind that the country ever has on offer; the same on every machine. Twilio's own differ daily. */
export function* inventory(country: string, type: NumberType): Generator<OfferedNumber> {
  for (const block of blocksOf(country, type)) {
    for (const phoneNumber of numbersIn(block)) yield { phoneNumber, block };
  }
}

/** The offer of that number, or undefined when it was never on offer. */
export function offerOf(phoneNumber: string): OfferedNumber | undefined {
  const country = parse(phoneNumber)?.country;
  if (!country) return undefined;
  const block = blocksOf(country).find(
    (candidate) => phoneNumber.startsWith(leadOf(candidate)) && numbersIn(candidate).has(phoneNumber),
  );
  return block && { phoneNumber, block };
}

/** The area that a number lies in, as far as its prefix tells. */
export function areaOf(phoneNumber: string): Area | undefined {
  const country = parse(phoneNumber)?.country;
  return areas.find((area) => area.country === country && phoneNumber.startsWith(leadOf(area)));
}

// What a block holds never changes, and to draw it takes a millisecond.
const drawn = new Map<Block, Set<string>>();

function numbersIn(block: Block): Set<string> {
  const known = drawn.get(block);
  if (known) return known;
  const numbers = new Set<string>();
  for (let count = 0; numbers.size < numbersPerBlock && count < numbersPerBlock * 4; count += 1) {
    const number = draw(block, count);
    if (isAssignable(block, number)) numbers.add(number);
  }
  drawn.set(block, numbers);
  return numbers;
}

function draw(block: Block, count: number): string {
  const lead = leadOf(block);
  const hash = createHash('sha256').update(`${lead} ${count}`).digest();
  const digits = BigInt(`0x${hash.toString('hex')}`)
    .toString()
    .slice(-block.digits);
  return lead + digits;
}

// In North America neither exchanges such as 411 nor those that begin with 0 or 1, nor 555, which is for films.
function isAssignable({ country, prefix }: Block, number: string): boolean {
  if (country !== 'US' && country !== 'CA') return parse(number)?.isValid() ?? false;
  const exchange = number.slice(2 + prefix.length, 5 + prefix.length);
  return /^[2-9](?!11)\d\d$/.test(exchange) && exchange !== '555';
}

function leadOf({ country, prefix }: { country: string; prefix: string }): string {
  // Blocks and areas only name countries that the library knows.
  return `+${getCountryCallingCode(country as Parameters<typeof getCountryCallingCode>[0])}${prefix}`;
}
