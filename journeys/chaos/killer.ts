import type { CallStatus } from '@offhook/contract';
import type { Clock, Random } from '@offhook/kit';
import type { Carrier } from './carrier.ts';
import type { Rig } from './rig.ts';
import type { Workload } from './workload.ts';

/**
 * When the server is killed. `posting`: just after an order was sent. `ending`: just before a far end hangs up.
 * `recording`: just after a call ended, while its recording comes in. `starting`: before the server is ready again.
 * `both`: at any time, and the emulator with it.
 */
export const phases = [
  'posting',
  'queued',
  'ringing',
  'in-progress',
  'ending',
  'recording',
  'starting',
  'any',
  'both',
] as const;
export type Phase = (typeof phases)[number];

/** One kill, and what was live at the carrier then; unknown when the carrier was dead too. */
export interface Kill {
  phase: Phase;
  live: number | undefined;
  readyAfterMs: number | undefined;
}

interface Powers {
  rig: Rig;
  clock: Clock;
  random: Random;
  carrier: Carrier;
  workload: Workload;
}

/** The phases in turn, each turn in another order; the emulator dies only once, in the middle. */
export function planKills(kills: number, random: Random): Phase[] {
  const turn = phases.filter((phase) => phase !== 'both');
  const plan: Phase[] = [];
  while (plan.length < kills) plan.push(...shuffled(turn, random));
  return plan.slice(0, kills).map((phase, index) => (index === Math.floor(kills / 2) ? 'both' : phase));
}

/** Starts the dead server and kills it again when the moment of the phase has come. */
export async function startAndKill(phase: Phase, powers: Powers): Promise<Kill> {
  const { rig, clock, random, carrier } = powers;
  const launchedMs = clock.nowMs();
  const wasDead = rig.launch();
  if (phase === 'starting') {
    await clock.sleep(50 + random.next() * 900);
    await rig.kill();
    return { phase, live: await liveAt(carrier), readyAfterMs: undefined };
  }
  await rig.ready();
  const readyAfterMs = wasDead ? Math.round(clock.nowMs() - launchedMs) : undefined;
  await makeTrouble(carrier, random);
  await momentOf(phase, powers);
  if (phase === 'both') {
    const live = await liveAt(carrier);
    await rig.killBoth();
    return { phase, live, readyAfterMs };
  }
  await rig.kill();
  return { phase, live: await liveAt(carrier), readyAfterMs };
}

// A carrier that was killed has forgotten its faults.
async function makeTrouble(carrier: Carrier, random: Random): Promise<void> {
  await carrier.garbleCallbacks();
  const fault = faults[Math.floor(random.next() * faults.length * 2)];
  if (fault) await carrier.failNextCall(fault);
}

const faults = ['error-before', 'error-after', 'drop-after', 'late-accept', 'refuse-429'] as const;

async function momentOf(phase: Phase, { clock, random, carrier, workload }: Powers): Promise<void> {
  const within = (mostMs: number) => clock.sleep(random.next() * mostMs);
  switch (phase) {
    case 'posting':
      await within(1000);
      workload.place().catch(() => undefined);
      return within(60);
    case 'queued':
    case 'ringing':
    case 'in-progress':
      await until(clock, async () => (await carrier.calls()).some(({ status }) => status === phase));
      return within(300);
    case 'ending':
      // This far end hangs up two seconds after it answered.
      await until(clock, () => hasNew(carrier, 'in-progress', '0106'));
      await clock.sleep(1700);
      return within(400);
    case 'recording': {
      const before = await endedCalls(carrier);
      await until(clock, async () => (await endedCalls(carrier)) > before);
      return within(150);
    }
    default:
      return within(2500);
  }
}

async function hasNew(carrier: Carrier, status: CallStatus, lastDigits: string): Promise<boolean> {
  return (await carrier.calls()).some((call) => call.status === status && call.to.endsWith(lastDigits));
}

async function endedCalls(carrier: Carrier): Promise<number> {
  return (await carrier.calls()).filter(({ status }) => status === 'completed').length;
}

async function liveAt(carrier: Carrier): Promise<number | undefined> {
  const live = (status: CallStatus) => ['queued', 'ringing', 'in-progress'].includes(status);
  return carrier.calls().then(
    (calls) => calls.filter(({ status }) => live(status)).length,
    () => undefined,
  );
}

// The moment may not come by chance: after eight seconds any will do.
async function until(clock: Clock, isTime: () => Promise<boolean>): Promise<void> {
  for (const endMs = clock.nowMs() + 8000; !(await isTime()) && clock.nowMs() < endMs; ) await clock.sleep(30);
}

function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  return items
    .map((item) => ({ item, at: random.next() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);
}
