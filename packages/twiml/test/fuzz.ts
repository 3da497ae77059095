import { type Random, seededRandom } from '@offhook/kit';
import { checkDocument } from '../src/check.ts';
import { damaged } from './mutations.ts';
import { randomDocument } from './random-document.ts';

/** What a run of many documents came to. */
export interface FuzzResult {
  documents: number;
  /** Refused as no XML or for their root; everything else was read. */
  refused: number;
  /** Read with at least one warning. */
  warned: number;
  /** Documents that crashed the reader or were not the same when printed and read again; the first ten. */
  failures: { document: number; xml: string; sentence: string }[];
  slowest: { document: number; ms: number };
}

/** Reads `documents` random documents; the same seed makes the same ones. `now` in milliseconds, for the slowest. */
export function fuzz(documents: number, seed: number, now: () => number): FuzzResult {
  const random = seededRandom(seed);
  const result: FuzzResult = { documents, refused: 0, warned: 0, failures: [], slowest: { document: 0, ms: 0 } };
  for (let document = 1; document <= documents && result.failures.length < 10; document += 1) {
    fuzzOne(document, random, now, result);
  }
  return result;
}

function fuzzOne(document: number, random: Random, now: () => number, result: FuzzResult): void {
  const xml = damaged(randomDocument(random), random);
  const begun = now();
  const { failures, warnings, refused } = outcomeOf(xml);
  const ms = now() - begun;
  if (ms > result.slowest.ms) result.slowest = { document, ms };
  if (refused) result.refused += 1;
  if (warnings > 0) result.warned += 1;
  for (const sentence of failures) result.failures.push({ document, xml, sentence });
}

function outcomeOf(xml: string): { failures: string[]; warnings: number; refused: boolean } {
  try {
    const { failures, warnings } = checkDocument(xml);
    const refused = failures.length === 1 && /^1210[02]: /.test(failures[0] ?? '');
    return { failures: refused ? [] : failures, warnings: warnings.length, refused };
  } catch (error) {
    return {
      failures: [`crashed: ${error instanceof Error ? error.stack : String(error)}`],
      warnings: 0,
      refused: false,
    };
  }
}
