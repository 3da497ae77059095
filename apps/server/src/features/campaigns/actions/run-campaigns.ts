import type { Id, Timer } from '@offhook/kit';
import type { Context } from '../../../context.ts';
import * as store from '../store/running.ts';
import { type Claimed, type ClaimPowers, claimCalls } from './claim-calls.ts';
import { dialClaimed, newTrouble, type Trouble } from './dial-claimed.ts';

type Key = { tenantId: Id<'workspace'>; id: Id<'campaign'> };

/** Looks for work: when it is due, when something happened, and once in a while for what happened elsewhere. */
export interface Runner {
  /** Something happened that may let these campaigns place more calls, or those that wait for people in seats. */
  soon(ids: readonly string[], about: { seats: boolean }): void;
  /** Looks at every campaign that runs, once. */
  look(): Promise<void>;
  /** Does at once what it has put off, and waits for its end. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** Things that happen together are looked at together. */
const gatherMs = 50;
/** Another process may have ended a call, or changed the campaign: that is seen at the latest after so long. */
const longestRestMs = { busy: 1000, idle: 5000 };
/** Batches of one campaign that are being dialled at once: while one is asked for the next is decided. */
const batchesAtOnce = 2;
/** Campaigns that one process decides at once: each takes a connection to the database. */
const mostAtOnce = 4;

/**
 * Runs the campaigns of all workspaces. Any number of processes may do so at once: each claim locks its campaign, and
 * whoever finds it locked leaves it to the other.
 */
export function makeRunner(ctx: Context, powers: ClaimPowers): Runner {
  const driving = new Map<string, Promise<void>>();
  const resting = new Map<string, Rest>();
  const troubles = new Map<string, Trouble>();
  let timer: { dueMs: number; timer: Timer } | undefined;
  let stopped = false;

  const wakeAt = (dueMs: number) => {
    if (stopped || (timer && timer.dueMs <= dueMs)) return;
    timer?.timer.cancel();
    const run = () => {
      timer = undefined;
      const looking = look().catch((error: unknown) =>
        ctx.log.warn({ err: error }, 'campaigns could not be looked at'),
      );
      void ctx.clock.during(looking);
    };
    timer = { dueMs, timer: ctx.clock.after(Math.max(0, dueMs - ctx.clock.nowMs()), run) };
  };
  const drive = async (key: Key): Promise<void> => {
    const trouble = troubles.get(key.id) ?? newTrouble();
    troubles.set(key.id, trouble);
    const rest = await driveCampaign(ctx, powers, { ...key, trouble, isStopped: () => stopped }).catch(
      (error: unknown) => {
        ctx.log.warn({ err: error, campaign: key.id }, 'a campaign could not go on; the next look tries again');
        return { ms: longestRestMs.busy, forSeats: false };
      },
    );
    driving.delete(key.id);
    const untilMs = ctx.clock.nowMs() + rest.ms;
    resting.set(key.id, { untilMs, forSeats: rest.forSeats });
    wakeAt(untilMs);
  };
  const look = async (): Promise<void> => {
    const running = await runningNow(ctx);
    for (const key of running) {
      if (stopped || driving.has(key.id) || (resting.get(key.id)?.untilMs ?? 0) > ctx.clock.nowMs()) continue;
      if (driving.size >= mostAtOnce) return wakeAt(ctx.clock.nowMs() + gatherMs);
      const work = drive(key);
      driving.set(key.id, work);
      void ctx.clock.during(work);
    }
    const isRunning = new Set<string>(running.map(({ id }) => id));
    for (const id of resting.keys()) if (!isRunning.has(id)) resting.delete(id);
    for (const id of troubles.keys()) if (!isRunning.has(id)) troubles.delete(id);
  };
  return {
    soon(ids, { seats }) {
      for (const id of ids) resting.delete(id);
      for (const [id, { forSeats }] of resting) if (seats && forSeats) resting.delete(id);
      wakeAt(ctx.clock.nowMs() + gatherMs);
    },
    look,
    async settled() {
      timer?.timer.cancel();
      timer = undefined;
      resting.clear();
      await look();
      await Promise.all(driving.values());
    },
    async stop() {
      stopped = true;
      timer?.timer.cancel();
      await Promise.all(driving.values());
    },
  };
}

interface Rest {
  untilMs: number;
  /** Until somebody in a seat is ready. */
  forSeats: boolean;
}

/** The campaigns that run, with those whose time has come. */
async function runningNow(ctx: Context): Promise<Key[]> {
  return ctx.db.asSystem(async (tx) => {
    for (const { tenantId, id } of await store.startScheduled(tx, ctx.clock.now())) {
      await ctx.outbox.publish(tx, tenantId, { type: 'campaign.changed', campaign_id: id });
    }
    return store.runningCampaigns(tx);
  });
}

/** Claims and dials until nothing is left to do now; answers how long to rest then. */
async function driveCampaign(
  ctx: Context,
  powers: ClaimPowers,
  { trouble, isStopped, ...key }: Key & { trouble: Trouble; isStopped: () => boolean },
): Promise<{ ms: number; forSeats: boolean }> {
  const dialling = new Set<Promise<void>>();
  let restMs = 0;
  try {
    while (!isStopped()) {
      const claimed = await ctx.db.asTenant(key.tenantId, (tx) => claimCalls(ctx, tx, powers, key));
      if (!claimed) return { ms: longestRestMs.busy, forSeats: false };
      if (claimed.intents.length > 0) {
        const dial = dialClaimed(ctx, claimed, trouble).then((ms) => {
          restMs = Math.max(restMs, ms);
          dialling.delete(dial);
        });
        dialling.add(dial);
      }
      const isDone = claimed.intents.length === 0 && claimed.refused.length === 0;
      if (isDone || waiting.has(claimed.limitedBy)) return restAfter(ctx, claimed);
      if (dialling.size >= batchesAtOnce) await Promise.race(dialling);
      if (restMs > 0) break;
    }
    return { ms: restMs, forSeats: false };
  } finally {
    await Promise.all(dialling);
  }
}

/** What no further claim changes, however many prospects are due. */
const waiting: ReadonlySet<Claimed['limitedBy']> = new Set(['credit', 'too-fast', 'stopped']);
/** What ends with a call or by a person, who may be at another process. */
const busy: ReadonlySet<Claimed['limitedBy']> = new Set(['concurrency', 'seats', 'credit']);

function restAfter(ctx: Context, { limitedBy, lookAgainAt }: Claimed): { ms: number; forSeats: boolean } {
  const longest = busy.has(limitedBy) ? longestRestMs.busy : longestRestMs.idle;
  const ms = lookAgainAt ? Math.max(0, Math.min(longest, lookAgainAt.getTime() - ctx.clock.nowMs())) : longest;
  return { ms, forSeats: limitedBy === 'seats' };
}
