import type { changeLimits as changeRoute, DialLimits } from '@offhook/contract';
import { formatMicros, isCountry, parseMicros } from '@offhook/kit';
import type { z } from 'zod';
import { note } from '#features/audit';
import { workspaceOf } from '#features/workspaces';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { countriesAllowed, defaultLimits } from '../default-limits.ts';
import { placeName } from '../places.ts';
import { usageOf } from '../store/gathering.ts';
import { type LimitsRow, limitsOf, saveLimits } from '../store/limits.ts';
import { rulesOf } from './rules-in-use.ts';
import { dayStart } from './weigh.ts';

export async function getLimits(ctx: Context, actor: Actor): Promise<DialLimits> {
  return ctx.db.asTenant(actor.tenantId, (tx) => presentLimits(ctx, tx, actor));
}

export async function changeLimits(
  ctx: Context,
  actor: Actor,
  wish: z.output<(typeof changeRoute)['body']>,
): Promise<DialLimits> {
  const unknown = wish.countries?.find((code) => !isCountry(code));
  if (unknown) throw new Refusal('request.invalid', { field: 'countries', problem: `there is no country ${unknown}` });
  const row: LimitsRow = {
    countries: wish.countries && [...new Set(wish.countries)],
    numberTypesDenied: [...new Set(wish.number_types_denied)],
    maxPriceMicros: microsOf(wish.max_price_per_minute, 'max_price_per_minute'),
    callsPerMinute: wish.calls_per_minute,
    spendPerDayMicros: microsOf(wish.spend_per_day, 'spend_per_day'),
    addressOnly: wish.address_only,
    ...{ reason: wish.reason, by: actor.name, at: ctx.clock.now() },
  };
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const before = await limitsOf(tx, actor.tenantId);
    await saveLimits(tx, actor.tenantId, row);
    const { at: _at, by: _by, reason, ...to } = row;
    const from = before ? { ...before, at: undefined, by: undefined, reason: undefined } : defaultLimits;
    await note(ctx, tx, actor, 'compliance.limits_changed', undefined, { reason, from, to });
    return presentLimits(ctx, tx, actor);
  });
}

function microsOf(text: string | null, field: string): number | null {
  if (text === null) return null;
  const micros = found(parseMicros(text));
  if (micros < 0) throw new Refusal('request.invalid', { field, problem: 'this is less than nothing' });
  return micros;
}

async function presentLimits(ctx: Context, tx: Tx, actor: Actor): Promise<DialLimits> {
  const { tenantId } = actor;
  const now = ctx.clock.now();
  const own = await limitsOf(tx, tenantId);
  const { country, timeZone } = await workspaceOf(tx, tenantId);
  const limits = own ?? defaultLimits;
  const usage = await usageOf(tx, tenantId, {
    now,
    ...{ spentSince: dayStart(now, timeZone), callsSince: new Date(+now - 60_000), most: 1_000_000 },
  });
  const countries = countriesAllowed(limits.countries, country, await rulesOf(tx, tenantId));
  const money = (micros: number | null) => (micros === null ? null : formatMicros(micros));
  return {
    ...{ countries: limits.countries, number_types_denied: limits.numberTypesDenied },
    ...{ max_price_per_minute: money(limits.maxPriceMicros), calls_per_minute: limits.callsPerMinute },
    ...{ spend_per_day: money(limits.spendPerDayMicros), address_only: limits.addressOnly },
    countries_now: countries.map((code) => ({ code, name: placeName(code) })),
    ...{ spent_today: formatMicros(usage.spentMicros), calls_last_minute: usage.calls, currency: 'USD' },
    changed: own ? { by: own.by, at: own.at.toISOString(), reason: own.reason } : null,
  };
}
