import type { Forecast, getForecast as getRoute, RouteResponse } from '@offhook/contract';
import { formatId, formatMicros } from '@offhook/kit';
import { foretellCosts } from '#features/wallet';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { readCursor } from '#runtime/page';
import { found } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import type { CampaignRow } from '../campaign.ts';
import { addForeseen, microsOf } from '../forecast.ts';
import { finishOf, presentForecast } from '../forecast-view.ts';
import { statsOf } from '../outcome-sums.ts';
import { placeTime } from '../schedule-sentence.ts';
import { campaignById } from '../store/campaigns.ts';
import { dialledCount, outcomeSums, stateCounts } from '../store/counts.ts';
import { type ForecastRow, forecastOf, lockForecast, saveForecast } from '../store/forecasts.ts';
import { countWaitingBefore, pageOfProspects } from '../store/prospect-pages.ts';
import { mustFind } from './campaigns.ts';
import { newSums } from './forecast-start.ts';
import { type Foreseen, foresee } from './foresee.ts';
import { presentProspect } from './present-prospect.ts';
import { endOf, type ProspectQuery } from './prospects.ts';

const mostAtOnce = 1000;
/** A dry run that has not come on for so long is begun anew when somebody asks for one. */
const givenUpMs = 600_000;
/** A dry run is as good as new for so long, unless the campaign was changed. */
const freshMs = 60_000;

/** Begins a dry run; one that is under way is answered as far as it has come. */
export async function startForecast(ctx: Context, actor: Actor, campaignId: string): Promise<Forecast> {
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const campaign = await mustFind(tx, campaignId);
    const known = await lockForecast(tx, campaign.id);
    const isUnderWay = known && !known.doneAt && known.asOf.getTime() > ctx.clock.nowMs() - givenUpMs;
    if (known && (isUnderWay || (await isFresh(ctx, tx, campaign, known)))) return present(tx, campaign, known);
    const begun: ForecastRow = {
      ...{ tenantId: actor.tenantId, campaignId: campaign.id, run: ctx.ids.next('decision'), asOf: ctx.clock.now() },
      ...{ afterProspect: null, sums: await newSums(ctx, tx, campaign), doneAt: null },
    };
    // The first ones at once: a small campaign is foreseen by then.
    const first = await foreseeBatch(ctx, tx, campaign, begun);
    if (!first.doneAt) {
      const payload = { campaign_id: formatId('campaign', campaign.id), run: formatId('decision', begun.run) };
      await ctx.outbox.enqueue(tx, actor.tenantId, 'campaigns.forecast', payload);
    }
    return present(tx, campaign, first);
  });
}

async function isFresh(ctx: Context, tx: Tx, campaign: CampaignRow, known: ForecastRow): Promise<boolean> {
  if (!known.doneAt || known.asOf < campaign.updatedAt) return false;
  if (known.asOf.getTime() <= ctx.clock.nowMs() - freshMs) return false;
  // One that runs changes all the time.
  if (campaign.status === 'running') return true;
  const counts = (await stateCounts(tx, [campaign.id])).get(campaign.id);
  return counts !== undefined && counts.total - counts.done === known.sums.examined;
}

/** Carries a dry run on to its end, from where it stands, unless another one took its place. */
export async function carryOnForecast(
  ctx: Context,
  { tenantId, campaignId, run }: Pick<ForecastRow, 'tenantId' | 'campaignId' | 'run'>,
): Promise<void> {
  let goesOn = true;
  while (goesOn) {
    goesOn = await ctx.db.asTenant(tenantId, async (tx) => {
      const forecast = await lockForecast(tx, campaignId);
      if (!forecast || forecast.run !== run || forecast.doneAt) return false;
      const campaign = found(await campaignById(tx, campaignId));
      return (await foreseeBatch(ctx, tx, campaign, forecast)).doneAt === null;
    });
  }
}

async function foreseeBatch(ctx: Context, tx: Tx, campaign: CampaignRow, forecast: ForecastRow): Promise<ForecastRow> {
  const { tenantId, campaignId, afterProspect, sums } = forecast;
  const page = { after: afterProspect ?? undefined, limit: mostAtOnce };
  const { rows: prospects, next: more } = await pageOfProspects(tx, campaignId, {}, page);
  const open = prospects.filter(({ state }) => state !== 'done');
  const foreseen = await foresee(ctx, tx, campaign, open, { turn: sums.dialled, turns: sums });
  const numbers = foreseen.flatMap(({ to }) => to ?? []);
  const costOf = await foretellCosts(tx, tenantId, numbers, ctx.clock.now());
  const next = addForeseen(sums, foreseen, { costOf, maxAttempts: campaign.settings.max_attempts });
  const isDone = more === null;
  const last = prospects.at(-1)?.id ?? afterProspect;
  const further = { ...forecast, afterProspect: last, sums: next, doneAt: isDone ? ctx.clock.now() : null };
  await saveForecast(tx, further);
  return further;
}

async function present(tx: Tx, { id, settings }: CampaignRow, { asOf, sums, doneAt }: ForecastRow): Promise<Forecast> {
  const counts = (await stateCounts(tx, [id])).get(id);
  return presentForecast(sums, {
    ...{ asOf, complete: doneAt !== null, currency: 'USD', timeZone: settings.time_zone },
    prospects: doneAt ? sums.examined : counts ? counts.total - counts.done : 0,
    finishAt: finishOf(sums, settings.ends_at),
  });
}

/** The newest dry run beside what came of it. */
export async function getForecast(
  ctx: Context,
  actor: Actor,
  campaignId: string,
): Promise<RouteResponse<typeof getRoute>> {
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const campaign = await mustFind(tx, campaignId);
    const forecast = await forecastOf(tx, campaign.id);
    const sums = await outcomeSums(tx, campaign.id);
    const { total: calls, totalCost: cost } = statsOf(sums);
    const dialled = await dialledCount(tx, campaign.id);
    const finished_at = campaign.completedAt?.toISOString() ?? null;
    return {
      forecast: forecast ? await present(tx, campaign, forecast) : null,
      result: { dialled, calls, cost: sums.length === 0 ? formatMicros(0) : cost, finished_at },
    };
  });
}

/** A dry run of one page of prospects, as of now. */
export async function listForecastProspects(
  ctx: Context,
  actor: Actor,
  campaignId: string,
  { cursor, limit, ...condition }: ProspectQuery & { cursor?: string | undefined; limit: number },
) {
  const after = readCursor('prospect', cursor);
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const campaign = await mustFind(tx, campaignId);
    const page = await pageOfProspects(tx, campaign.id, condition, { after, limit });
    const { rows } = page;
    const turns = (await forecastOf(tx, campaign.id))?.sums ?? (await newSums(ctx, tx, campaign));
    const turn = rows[0] ? await countWaitingBefore(tx, campaign.id, rows[0].id) : 0;
    const foreseen = await foresee(ctx, tx, campaign, rows, { turn, turns });
    const numbers = foreseen.flatMap(({ to }) => to ?? []);
    const costOf = await foretellCosts(tx, actor.tenantId, numbers, ctx.clock.now());
    const microsFor = ({ prospect, at, to }: Foreseen) => {
      if (at === null || to === null) return null;
      const attempts = Math.max(1, campaign.settings.max_attempts - prospect.attempts);
      return microsOf(turns.assumptions, { attempts, costOf: (seconds) => costOf(to, seconds) });
    };
    const items = foreseen.map(({ prospect, at, reasons, to }) => ({
      prospect: presentProspect(prospect, microsFor({ prospect, at, reasons, to })),
      would_call_at: at?.toISOString() ?? null,
      local_time: at && prospect.zones[0] ? placeTime(prospect.zones[0], at) : null,
      reasons,
    }));
    return { ...endOf(page), items };
  });
}
