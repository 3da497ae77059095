import { type Area, areas } from './areas.ts';
import type { NumberType } from './number-type.ts';

/** A range of numbers that are sold: a prefix and how many digits follow it. */
export interface Block {
  country: string;
  type: NumberType;
  prefix: string;
  digits: number;
  area?: Area;
}

/** What has to be known about a buyer before a number is his. */
export type AddressRequirements = 'none' | 'any' | 'local' | 'foreign';

/** How long the local numbers of a country are, without its code. */
const localLengths: Record<string, number> = { US: 10, CA: 10, GB: 10, DE: 10, FR: 9, AU: 9 };

// Prefix and number of further digits; checked against libphonenumber 1.13.16.
const others: Record<string, Partial<Record<NumberType, string>>> = {
  US: { tollfree: '833+7 844+7 855+7 866+7 877+7 888+7' },
  CA: { tollfree: '833+7 844+7 855+7' },
  GB: { mobile: '7400+6', tollfree: '808196+4', national: '3301+6', sharedcost: '843+7', voip: '56+8' },
  DE: { mobile: '1511+7 15735+6', tollfree: '8001+6', national: '32+9' },
  FR: { mobile: '757+6', tollfree: '805+6', national: '9370+5' },
  AU: { mobile: '48+7', tollfree: '1800+6' },
  IE: { local: '1+7', mobile: '89+7' },
  NL: { local: '20+7', mobile: '6+8', tollfree: '800+4', machinetomachine: '970+8' },
  ES: { local: '91+7', mobile: '6+8', tollfree: '900+6' },
  IT: { local: '02+8', mobile: '35+8' },
  SE: { local: '8+7', mobile: '76+7' },
  CH: { local: '44+7', mobile: '79+7', tollfree: '800+6' },
  AT: { local: '1+7', mobile: '676+7' },
  BE: { local: '2+7', mobile: '46+7' },
  DK: { mobile: '60+6' },
  NO: { local: '2+7', mobile: '9+7' },
  FI: { local: '9+7', mobile: '45+7' },
  PL: { local: '22+7', mobile: '73+7' },
  PT: { local: '21+7', mobile: '92+7' },
  BR: { local: '113+7', mobile: '119+8' },
  MX: { local: '55+8' },
  JP: { local: '3+8', national: '50+8', tollfree: '120+6' },
  HK: { mobile: '6+7' },
  SG: { mobile: '8+7' },
  NZ: { local: '9+7' },
  IL: { local: '3+7', mobile: '52+7' },
  ZA: { local: '10+7', mobile: '60+7' },
};

const blocks = new Map<string, readonly Block[]>(
  Object.entries(others).map(([country, types]) => [
    country,
    [...localBlocks(country), ...otherBlocks(country, types)],
  ]),
);

/** The countries where numbers are sold, by ISO 3166 code. */
export const soldCountries: readonly string[] = [...blocks.keys()];

export function blocksOf(country: string, type?: NumberType): readonly Block[] {
  return (blocks.get(country) ?? []).filter((block) => type === undefined || block.type === type);
}

/** Simplified from Twilio's guidelines: local numbers of some countries need an address there. */
export function requirementsOf({ country, type }: Pick<Block, 'country' | 'type'>): AddressRequirements {
  if (type === 'local' && ['DE', 'FR', 'ES', 'IT', 'CH'].includes(country)) return 'local';
  return ['AU', 'SG', 'HK', 'JP', 'ZA', 'BR'].includes(country) ? 'any' : 'none';
}

function localBlocks(country: string): Block[] {
  const length = localLengths[country] ?? 0;
  return areas
    .filter((area) => area.country === country)
    .map((area) => ({ country, type: 'local', prefix: area.prefix, digits: length - area.prefix.length, area }));
}

function otherBlocks(country: string, types: Partial<Record<NumberType, string>>): Block[] {
  return Object.entries(types).flatMap(([type, ranges]) =>
    ranges.split(' ').map((range) => {
      const [prefix = '', digits] = range.split('+');
      // The keys of the table are types.
      return { country, type: type as NumberType, prefix, digits: Number(digits) };
    }),
  );
}
