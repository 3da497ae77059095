import type { Clock, Random } from '@offhook/kit';
import type { Carrier } from './carrier.ts';
import type { Rig } from './rig.ts';

/**
 * When the server is killed. `posting`: while an order is on its way. `queued`, `ringing`, `in-progress`: while the carrier
 * shows such a call. `recording`: just after a call ended, while its recording comes in. `starting`: again before it is
 * ready. `database`: a while after PostgreSQL was killed. `backend`: not at all, only a process of PostgreSQL is.
 * `both`: at any time, and the emulator with it.
 */
export const phases = [
  'posting',
  'queued',
  'ringing',
  'in-progress',
  'recording',
  'starting',
  'database',
  'backend',
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
  seed: number;
}

/** The phases in turn, each turn in another order; the emulator dies only once, in the middle. */
export function planKills(kills: number, random: Random): Phase[] {
  const turn = phases.filter((phase) => phase !== 'both');
  const plan: Phase[] = [];
  while (plan.length < kills) plan.push(...shuffled(turn, random));
  return plan.slice(0, kills).map((phase, index) => (index === Math.floor(kills / 2) ? 'both' : phase));
}

/** Kills the running server when the moment of the phase has come, and starts it again. */
export async function killAndStart(phase: Phase, powers: Powers): Promise<Kill> {
  const { rig, clock, random, carrier, seed } = powers;
  await momentOf(phase, powers);
  const live = await carrier.countLive();
  if (phase === 'backend') {
    rig.killBackend(random);
    return { phase, live, readyAfterMs: undefined };
  }
  if (phase === 'database') {
    rig.killDatabase();
    await clock.sleep(random.next() * 1000);
  }
  await (phase === 'both' ? rig.killBoth() : rig.kill());
  await rig.launchMischief(seed);
  if (phase === 'starting') {
    rig.launch();
    await clock.sleep(50 + random.next() * 900);
    await rig.kill();
  }
  const launchedMs = clock.nowMs();
  rig.launch();
  await rig.ready();
  return { phase, live, readyAfterMs: Math.round(clock.nowMs() - launchedMs) };
}

async function momentOf(phase: Phase, { clock, random, carrier }: Powers): Promise<void> {
  const within = (mostMs: number) => clock.sleep(random.next() * mostMs);
  switch (phase) {
    case 'posting':
      return within(60);
    case 'queued':
    case 'ringing':
    case 'in-progress':
      await until(clock, async () => (await carrier.recentCalls()).some(({ status }) => status === phase));
      return within(300);
    case 'recording': {
      const talking = new Set<string>();
      await until(clock, async () => {
        const calls = await carrier.recentCalls();
        if (calls.some(({ sid, status }) => status === 'completed' && talking.has(sid))) return true;
        for (const { sid, status } of calls) if (status === 'in-progress') talking.add(sid);
        return false;
      });
      return within(150);
    }
    default:
      return within(1000);
  }
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
