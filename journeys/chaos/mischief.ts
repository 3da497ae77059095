import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MischiefRule } from '@offhook/emulator';

/** How long the client of the carrier waits for an answer, and how late the carrier accepts at most: both below the horizon. */
export const timing = { carrierTimeoutSeconds: 3, latestAcceptMs: 3500, horizonSeconds: 8 };

const create = { operation: 'CreateCall' };
const callback = { callback: '*' };

/** Everything that goes wrong, with its chance; of a request only the first that strikes. */
const rules: readonly Omit<MischiefRule, 'seed'>[] = [
  { on: create, chance: 0.04, do: { fault: 'refuse', status: 429 } },
  { on: create, chance: 0.02, do: { fault: 'refuse', status: 500 } },
  { on: create, chance: 0.01, do: { fault: 'refuse', status: 503 } },
  { on: create, chance: 0.04, do: { fault: 'refuse', status: 500, accepted: true } },
  { on: create, chance: 0.04, do: { fault: 'cut' } },
  { on: create, chance: 0.01, do: { fault: 'cut', accepted: false } },
  { on: create, chance: 0.02, do: { fault: 'late-accept', delayMs: [1000, timing.latestAcceptMs] } },
  { on: create, chance: 0.02, do: { fault: 'slow', part: 'headers', delayMs: [500, 4000] } },
  { on: create, chance: 0.02, do: { fault: 'bad-body', body: 'truncated' } },
  { on: create, chance: 0.01, do: { fault: 'bad-body', body: 'html' } },
  { on: create, chance: 0.03, do: { fault: 'callback-first' } },
  { on: { operation: ['ListCall', 'FetchCall'] }, chance: 0.05, do: { fault: 'lag', delayMs: [0, 1500] } },
  { on: { operation: ['ListCall', 'FetchCall'] }, chance: 0.03, do: { fault: 'refuse', status: 503 } },
  { on: { operation: 'FetchRecordingMedia' }, chance: 0.15, do: { fault: 'refuse', status: 404 } },
  { on: callback, chance: 0.06, do: { fault: 'drop' } },
  { on: callback, chance: 0.06, do: { fault: 'duplicate', copies: 2, apartMs: [0, 800] } },
  { on: callback, chance: 0.04, do: { fault: 'duplicate', sameToken: true, apartMs: [0, 200] } },
  { on: callback, chance: 0.15, do: { fault: 'delay', delayMs: [0, 2000] } },
  { on: callback, chance: 0.05, do: { fault: 'reorder', patienceMs: 2000 } },
  { on: callback, chance: 0.02, do: { fault: 'forge', signature: 'wrong-token', besides: true } },
] as readonly Omit<MischiefRule, 'seed'>[]; // The pairing of occasion and fault is checked where the emulator reads them.

/** The rules as the emulator reads them, each with a stream of chance of its own. */
export function writeMischief(folder: string, seed: number): string {
  const path = join(folder, 'mischief.json');
  writeFileSync(path, JSON.stringify(rules.map((rule, index) => ({ ...rule, seed: seed * 100 + index }))));
  return path;
}
