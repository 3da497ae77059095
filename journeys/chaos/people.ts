import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '@offhook/kit';

/** Who is called, by the last four digits: people of few words, so that thousands of calls fit into minutes. */
const people: readonly { endsIn: string; weight: number; persona: object }[] = [
  { endsIn: '0201', weight: 8, persona: person([0.2, 1.5], [{ do: 'wait', seconds: 0.6 }, { do: 'hang-up' }]) },
  // Stays until the document is through.
  { endsIn: '0202', weight: 4, persona: person([0.1, 0.8], []) },
  { endsIn: '0203', weight: 2, persona: { kind: 'declines', ringSeconds: [0.2, 1] } },
  { endsIn: '0204', weight: 2, persona: { kind: 'busy' } },
  { endsIn: '0205', weight: 1, persona: { kind: 'no-answer' } },
  { endsIn: '0206', weight: 1, persona: { kind: 'invalid' } },
  { endsIn: '0207', weight: 1, persona: { kind: 'unreachable', sipCode: 503 } },
];

function person(ringSeconds: [number, number], steps: object[]): object {
  return { kind: 'person', ringSeconds, hello: { seconds: 0.2 }, steps };
}

const drawn = people.flatMap(({ endsIn, weight }) => Array.from({ length: weight }, () => endsIn));

const areas = [
  ...[201, 202, 203, 205, 206, 212, 213, 214, 215, 216, 217, 301, 302, 303, 304, 305, 307, 312, 313, 314],
  ...[404, 405, 408, 410, 412, 414, 415, 502, 503, 504, 505, 510, 512, 602, 617, 702, 713, 718, 773, 808],
];
// 211, 311 … are services and not exchanges.
const exchanges = Array.from({ length: 800 }, (_, index) => 200 + index).filter((exchange) => exchange % 100 !== 11);

/** A number that no other order of the run has, so that somebody dialed twice shows at the carrier. */
export function numberOf(index: number, random: Random): string {
  const lastFour = drawn[Math.floor(random.next() * drawn.length)];
  const area = areas[Math.floor(index / exchanges.length) % areas.length];
  return `+1${area}${exchanges[index % exchanges.length]}${lastFour}`;
}

/** A number whose people always answer, and talk for less than a minute. */
export function answeringNumberOf(index: number): string {
  return `+1${areas[Math.floor(index / exchanges.length) % areas.length]}${exchanges[index % exchanges.length]}0201`;
}

export const mostOrders = areas.length * exchanges.length;

/** The same people as the emulator reads them. */
export function writePeople(folder: string): string {
  const path = join(folder, 'people.json');
  writeFileSync(path, JSON.stringify({ rules: people.map(({ endsIn, persona }) => ({ endsIn, persona })) }));
  return path;
}
