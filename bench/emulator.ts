import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { type Spread, spreadOf } from './figures.ts';

const run = promisify(execFile);

const Loop = z.object({ events: z.number(), cpuSeconds: z.number() });
const Load = Loop.extend({
  calls: z.number(),
  requests: z.number(),
  waitingBytes: z.number(),
  leftBytes: z.number(),
  digest: z.string(),
});
const Sides = z.object({ emulatorMicros: z.number(), applicationMicros: z.number(), ratio: z.number() });
const Webhooks = z.object({ bare: Sides, checking: Sides });

export interface EmulatorFigures {
  /** Events per second of processor time: calls through the emulator, and a bare loop over a heap in typed arrays. */
  callEvents: Spread;
  bareEvents: Spread;
  calls: number;
  /** Bytes of a call that waits to be answered, and what all calls left behind. */
  waitingBytes: number;
  leftBytes: number;
  /** Whether every round, with the same seed, had the same log. */
  isRepeatable: boolean;
  webhooks: z.infer<typeof Webhooks>;
}

/** Calls in virtual time and webhooks over HTTP, each in a process of its own, beside the least that could do the same. */
export async function measureEmulator(rounds: number, calls = 20_000): Promise<EmulatorFigures> {
  const loads: z.infer<typeof Load>[] = [];
  const loops: z.infer<typeof Loop>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    loops.push(Loop.parse(await figuresOf('peers/heap-loop.ts', ['1000000'])));
    loads.push(Load.parse(await figuresOf('emulator-load.ts', [String(calls)])));
  }
  const [first] = loads;
  if (!first) throw new Error('At least one round is needed');
  return {
    callEvents: spreadOf(loads.map(({ events, cpuSeconds }) => events / cpuSeconds)),
    bareEvents: spreadOf(loops.map(({ events, cpuSeconds }) => events / cpuSeconds)),
    calls,
    waitingBytes: first.waitingBytes,
    leftBytes: first.leftBytes,
    isRepeatable: loads.every(({ digest }) => digest === first.digest),
    webhooks: Webhooks.parse(await figuresOf('emulator-webhooks.ts', ['20000'])),
  };
}

// Ten thousand live calls do not fit into the young generation that Node has by default, and would be copied twice.
const flags = ['--expose-gc', '--max-semi-space-size=64'];

async function figuresOf(file: string, args: string[]): Promise<unknown> {
  const script = fileURLToPath(new URL(file, import.meta.url));
  const { stdout } = await run(process.execPath, [...flags, script, ...args]);
  return JSON.parse(stdout);
}
