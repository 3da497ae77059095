import type { Id, Timer } from '@offhook/kit';
import type { Context } from '../../../context.ts';
import * as store from '../store/running.ts';
import { type Claimed, type ClaimPowers, claimCalls } from './claim-calls.ts';
import { dialClaimed } from './dial-claimed.ts';

type Key = { tenantId: Id<'workspace'>; id: Id<'campaign'> };

/** Looks for work: when it is due, when something happened, and once in a while for what happened elsewhere. */
export interface Runner {
  /** Something happened that may let more calls be placed. */
  soon(): void;
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

/**
 * Runs the campaigns of all workspaces. Any number of processes may do so at once: each claim locks its campaign, and
 * whoever finds it locked leaves it to the other.
 */
export function makeRunner(ctx: Context, powers: ClaimPowers): Runner {
  const driving = new Map<Key['id'], Promise<void>>();
  const restUntilMs = new Map<Key['id'], number>();
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
    const rest = await driveCampaign(ctx, powers, key).catch((error: unknown) => {
      ctx.log.warn({ err: error, campaign: key.id }, 'a campaign could not go on; the next look tries again');
      return longestRestMs.busy;
    });
    restUntilMs.set(key.id, ctx.clock.nowMs() + rest);
    wakeAt(ctx.clock.nowMs() + rest);
  };
  const look = async (): Promise<void> => {
    const running = await runningNow(ctx);
    for (const key of running) {
      if (stopped || driving.has(key.id) || (restUntilMs.get(key.id) ?? 0) > ctx.clock.nowMs()) continue;
      const work = drive(key).finally(() => driving.delete(key.id));
      driving.set(key.id, work);
      void ctx.clock.during(work);
    }
  };
  return {
    soon() {
      restUntilMs.clear();
      wakeAt(ctx.clock.nowMs() + gatherMs);
    },
    look,
    async settled() {
      timer?.timer.cancel();
      timer = undefined;
      restUntilMs.clear();
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

/** The campaigns that run, with those whose time has come. */
async function runningNow(ctx: Context): Promise<Key[]> {
  return ctx.db.asSystem(async (tx) => {
    for (const { tenantId, id } of await store.startScheduled(tx, ctx.clock.now())) {
      await ctx.outbox.publish(tx, tenantId, { type: 'campaign.changed', campaign_id: id });
    }
    return store.runningCampaigns(tx);
  });
}

/** Claims and dials until nothing is left to do now; answers after how many milliseconds to look again. */
async function driveCampaign(ctx: Context, powers: ClaimPowers, key: Key): Promise<number> {
  const dialling = new Set<Promise<void>>();
  let slowDownSeconds = 0;
  try {
    for (;;) {
      const claimed = await ctx.db.asTenant(key.tenantId, (tx) => claimCalls(ctx, tx, powers, key));
      if (!claimed) return longestRestMs.busy;
      if (claimed.intents.length > 0) {
        const dial = dialClaimed(ctx, claimed).then((seconds) => {
          slowDownSeconds = Math.max(slowDownSeconds, seconds);
          dialling.delete(dial);
        });
        dialling.add(dial);
      }
      if (claimed.limitedBy === 'credit' || (claimed.intents.length === 0 && claimed.refused.length === 0))
        return restAfter(ctx, claimed);
      if (dialling.size >= batchesAtOnce) await Promise.race(dialling);
      if (slowDownSeconds > 0) return slowDownSeconds * 1000;
    }
  } finally {
    await Promise.all(dialling);
  }
}

function restAfter(ctx: Context, { limitedBy, lookAgainAt }: Claimed): number {
  const longest =
    limitedBy === 'concurrency' || limitedBy === 'seats' || limitedBy === 'credit'
      ? longestRestMs.busy
      : longestRestMs.idle;
  return lookAgainAt ? Math.max(0, Math.min(longest, lookAgainAt.getTime() - ctx.clock.nowMs())) : longest;
}
