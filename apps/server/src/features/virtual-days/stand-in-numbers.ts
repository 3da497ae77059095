/** What two numbers have in common for the law, as one text: where, and what kind. */
export type Alike = (number: string) => string;

/**
 * A number for each of some, that nobody of them has: it keeps the area code, and so the zones and the law. In North
 * America they are of exchange 555, which is nobody's. What has none that is alike is left out.
 *
 * @example
 * standInsFor(['+12125551234'], whereabouts).get('+12125551234'); // '+12125550000'
 */
export function standInsFor(numbers: readonly string[], alike: Alike): Map<string, string> {
  const taken = new Set(numbers);
  const standIns = new Map<string, string>();
  const nextOf = new Map<string, number>();
  for (const number of new Set(numbers)) {
    const wanted = alike(number);
    for (const stem of stemsOf(number)) {
      const found = freeOf(stem, nextOf, (each) => !taken.has(each) && alike(each) === wanted);
      if (found === undefined) continue;
      taken.add(found);
      standIns.set(number, found);
      break;
    }
  }
  return standIns;
}

const digits = 4;
/** So many that are not alike, one after another, and the rest will not be either. */
const mostTries = 40;

function stemsOf(number: string): string[] {
  const own = number.slice(0, -digits);
  return /^\+1\d{10}$/.test(number) ? [`${number.slice(0, 5)}555`, own] : [own];
}

function freeOf(stem: string, nextOf: Map<string, number>, isGood: (number: string) => boolean): string | undefined {
  const first = nextOf.get(stem) ?? 0;
  for (let at = first, misses = 0; at < 10 ** digits && misses < mostTries; at += 1) {
    const number = `${stem}${String(at).padStart(digits, '0')}`;
    if (isGood(number)) {
      nextOf.set(stem, at + 1);
      return number;
    }
    misses += 1;
  }
  return undefined;
}
