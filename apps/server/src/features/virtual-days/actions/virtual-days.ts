import { mostVirtualProspects, type VirtualDay, type VirtualMix } from '@offhook/contract';
import { formatId, type Id, parseId } from '@offhook/kit';
import { note } from '#features/audit';
import { campaignById } from '#features/campaigns';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { daysLater, firstDayOf } from '../first-day.ts';
import { type Copied, nothingTold, type Plan, type Said } from '../job.ts';
import { presentVirtualDay } from '../present.ts';
import { countWaiting } from '../store/rows.ts';
import * as store from '../store/virtual-days.ts';
import { startPlayer } from './child.ts';
import { gather } from './gather.ts';
import { makeStage, type ScratchPowers } from './stage.ts';

export interface VirtualDayWish {
  mix: VirtualMix;
  seed: number;
  days: number;
  sample: number;
  seats: number;
}

/** Plays virtual days, one at a time in this process. */
export interface VirtualDays {
  start(actor: Actor, campaignId: string, wish: VirtualDayWish): Promise<VirtualDay>;
  get(actor: Actor, campaignId: string): Promise<VirtualDay | null>;
  cancel(actor: Actor, campaignId: string): Promise<void>;
  stop(): Promise<void>;
}

interface Running {
  campaignId?: Id<'campaign'>;
  cancel: () => void;
  ended: Promise<void>;
}

export function makeVirtualDays(ctx: Context, scratch: ScratchPowers | undefined): VirtualDays {
  let running: Running | undefined;
  const find = (actor: Actor, id: string) => ctx.db.asTenant(actor.tenantId, (tx) => mustFind(tx, id));
  return {
    async start(actor, id, wish) {
      // Who asks about a campaign that is not theirs learns nothing of what is being played.
      await find(actor, id);
      if (running) throw new Refusal('virtual_days.under_way');
      running = { cancel: () => undefined, ended: Promise.resolve() };
      try {
        const begun = await begin(ctx, scratch, { actor, id, wish, onEnded: () => (running = undefined) });
        running = begun.running;
        return begun.day;
      } catch (error) {
        running = undefined;
        throw error;
      }
    },
    get: (actor, id) =>
      ctx.db.asTenant(actor.tenantId, async (tx) => {
        const row = await store.virtualDayOf(tx, (await mustFind(tx, id)).id);
        return row ? presentVirtualDay(row, ctx.clock.now()) : null;
      }),
    async cancel(actor, id) {
      const { id: campaignId } = await find(actor, id);
      if (running?.campaignId === campaignId) {
        running.cancel();
        return running.ended;
      }
      await ctx.db.asTenant(actor.tenantId, (tx) => store.forgetVirtualDay(tx, campaignId));
    },
    async stop() {
      running?.cancel();
      await running?.ended;
    },
  };
}

interface Beginning {
  actor: Actor;
  id: string;
  wish: VirtualDayWish;
  onEnded: () => void;
}

async function begin(
  ctx: Context,
  scratch: ScratchPowers | undefined,
  { actor, id, wish, onEnded }: Beginning,
): Promise<{ day: VirtualDay; running: Running }> {
  const { key, plan, copied } = await ctx.db.asTenant(actor.tenantId, (tx) => prepare(ctx, tx, id, wish));
  const stage = await makeStage(ctx, scratch);
  const clear = () =>
    stage.clear().catch((error: unknown) => ctx.log.warn({ err: error }, 'a virtual day left something behind'));
  try {
    const run = ctx.ids.next('decision');
    const row = await noteBeginning(ctx, actor, { key, plan, run });
    const write = makeWriter(ctx, key, run);
    const { begins_at, ends_at } = plan;
    const { appUrl, systemUrl } = stage.database;
    const job = { database: { appUrl, systemUrl }, dataDir: stage.dataDir, ...wish, begins_at, ends_at, copied };
    const player = startPlayer(job, write.hear);
    const ended = player.ended.then(async (failure) => {
      await clear();
      onEnded();
      // Last of all: whoever reads that it is over may start another one.
      await write.end({ state: 'failed', failure: failure ?? '' });
    });
    const cancel = () => {
      write.atLast({ state: 'cancelled' });
      player.kill();
    };
    const day = presentVirtualDay(row, ctx.clock.now());
    return { day, running: { campaignId: key.campaignId, cancel, ended } };
  } catch (error) {
    await clear();
    throw error;
  }
}

function noteBeginning(
  ctx: Context,
  actor: Actor,
  { key, plan, run }: { key: store.Key; plan: Plan; run: Id<'decision'> },
): Promise<store.VirtualDayRow> {
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const told = nothingTold(plan.begins_at);
    await store.beginVirtualDay(tx, key, { run, plan, told, now: ctx.clock.now() });
    await note(ctx, tx, actor, 'virtual_days.started', formatId('campaign', key.campaignId), { ...plan.prospects });
    return found(await store.virtualDayOf(tx, key.campaignId));
  });
}

async function mustFind(tx: Tx, id: string) {
  return found(await campaignById(tx, found(parseId('campaign', id))));
}

async function prepare(
  ctx: Context,
  tx: Tx,
  id: string,
  { mix, seed, days, sample }: VirtualDayWish,
): Promise<{ key: store.Key; plan: Plan; copied: Copied }> {
  const campaign = await mustFind(tx, id);
  if (campaign.settings.mode === 'preview') throw new Refusal('virtual_days.preview');
  const waiting = await countWaiting(tx, campaign.id);
  if (waiting === 0) throw new Refusal('virtual_days.nobody_waits');
  const beginsAt = firstDayOf(campaign.settings, ctx.clock.now());
  const most = Math.min(sample, mostVirtualProspects);
  const copied = await gather(ctx, tx, campaign, { seed, most, beginsAt });
  const timeZone = campaign.settings.time_zone;
  const plan = {
    ...{ mix, seed, days, time_zone: timeZone, notes: [...copied.notes] },
    prospects: { waiting, played: copied.prospects.length },
    begins_at: beginsAt.toISOString(),
    ends_at: daysLater(timeZone, beginsAt, days).toISOString(),
  };
  return { key: { tenantId: campaign.tenantId, campaignId: campaign.id }, plan, copied };
}

type Change = Parameters<typeof store.noteTold>[2];

/** Writes down what the player says, in order; how it ended is kept until `end`. */
function makeWriter(ctx: Context, { tenantId }: store.Key, run: Id<'decision'>) {
  let writing: Promise<void> = Promise.resolve();
  let last: Change | undefined;
  const write = (change: Change) => {
    writing = writing
      .then(() => ctx.db.asTenant(tenantId, (tx) => store.noteTold(tx, run, change, ctx.clock.now())))
      .catch((error: unknown) => ctx.log.warn({ err: error }, 'news of a virtual day could not be written'));
    return writing;
  };
  return {
    hear(said: Said) {
      if (said.type === 'told') void write({ told: said.told });
      else last ??= said.type === 'done' ? { state: 'done', told: said.told } : { state: 'failed', failure: said.why };
    },
    atLast(change: Change) {
      last ??= change;
    },
    /** `otherwise`: what is true when nobody said how it ended. */
    end: (otherwise: Change) => write(last ?? otherwise),
  };
}
