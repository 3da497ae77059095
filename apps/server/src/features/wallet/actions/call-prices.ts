import type { CallPrice } from '@offhook/contract';
import { formatId, formatMicros, parseId } from '@offhook/kit';
import { note } from '#features/audit';
import type { Actor } from '#runtime/actor';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { standardPrice } from '../call-price.ts';
import * as store from '../store/call-prices.ts';
import { readAmount } from './amounts.ts';

export async function listCallPrices(ctx: Context, actor: Actor): Promise<{ items: CallPrice[]; currency: string }> {
  const { tenantId } = actor;
  const own = await ctx.db.asTenant(tenantId, (tx) => store.allPrices(tx, tenantId));
  const now = ctx.clock.now();
  return { items: presentAll([...own, standard(tenantId)], now), currency: 'USD' };
}

export interface PriceWish {
  direction: store.CallPriceRow['direction'];
  prefix: string;
  per_minute?: string | undefined;
  percent?: number | undefined;
  increment_seconds: number;
  valid_from?: string | undefined;
  note: string;
}

export async function addCallPrice(ctx: Context, actor: Actor, wish: PriceWish): Promise<CallPrice> {
  const { tenantId } = actor;
  const price = readPrice(ctx, actor, wish);
  return ctx.db.asTenant(tenantId, async (tx) => {
    if (!(await store.insertPrice(tx, price))) throw new Refusal('wallet.price_taken');
    const id = formatId('price', price.id);
    await note(ctx, tx, actor, 'wallet.price_added', id, { ...wish, valid_from: price.validFrom.toISOString() });
    const all = presentAll([...(await store.allPrices(tx, tenantId)), standard(tenantId)], ctx.clock.now());
    return found(all.find((each) => each.id === id));
  });
}

/** What has been in force has been paid by: only what is to come can be withdrawn. */
export async function withdrawCallPrice(ctx: Context, actor: Actor, priceId: string): Promise<void> {
  const { tenantId } = actor;
  const id = found(parseId('price', priceId));
  await ctx.db.asTenant(tenantId, async (tx) => {
    const price = found(await store.priceById(tx, tenantId, id));
    if (!(await store.deletePrice(tx, price, ctx.clock.now()))) {
      throw new Refusal('wallet.price_in_force', { since: price.validFrom.toISOString() });
    }
    await note(ctx, tx, actor, 'wallet.price_withdrawn', formatId('price', id));
  });
}

function readPrice(ctx: Context, actor: Actor, wish: PriceWish): store.CallPriceRow {
  const now = ctx.clock.now();
  const minuteMicros = readAmount('per_minute', wish.per_minute) ?? null;
  const percent = wish.percent ?? null;
  if ((minuteMicros === null) === (percent === null)) {
    throw new Refusal('request.invalid', { field: 'per_minute', problem: 'Send either per_minute or percent.' });
  }
  if (minuteMicros !== null && minuteMicros > mostMinuteMicros) {
    throw new Refusal('request.invalid', { field: 'per_minute', problem: 'A thousand a minute is the most.' });
  }
  const validFrom = wish.valid_from === undefined ? now : new Date(wish.valid_from);
  if (validFrom < now) {
    throw new Refusal('request.invalid', { field: 'valid_from', problem: 'The past has been paid already.' });
  }
  const { tenantId, name: by } = actor;
  const { direction, prefix, increment_seconds: incrementSeconds, note } = wish;
  const what = { direction, prefix, minuteMicros, percent, incrementSeconds, validFrom, note };
  return { tenantId, id: ctx.ids.next('price'), ...what, by, createdAt: now };
}

const mostMinuteMicros = 1_000_000_000;

type Listed = Omit<store.CallPriceRow, 'id'> & { id: store.CallPriceRow['id'] | null };

function standard(tenantId: store.CallPriceRow['tenantId']): Listed {
  const { validFrom: createdAt } = standardPrice;
  return { ...standardPrice, tenantId, id: null, note: 'Standard price', by: 'Offhook', createdAt };
}

/** Of those for the same numbers the newest that holds is in force; those before it are past. */
function presentAll(prices: readonly Listed[], now: Date): CallPrice[] {
  const inForce = new Set(
    [...Map.groupBy(prices, ({ direction, prefix }) => `${direction} ${prefix}`).values()].map((same) =>
      same.filter(({ validFrom }) => validFrom <= now).reduce<Listed | undefined>(newer, undefined),
    ),
  );
  return prices.map((price) => ({
    id: price.id && formatId('price', price.id),
    direction: price.direction,
    prefix: price.prefix,
    per_minute: price.minuteMicros === null ? null : formatMicros(price.minuteMicros),
    percent: price.percent,
    increment_seconds: price.incrementSeconds,
    valid_from: price.validFrom.toISOString(),
    state: price.validFrom > now ? 'to-come' : inForce.has(price) ? 'in-force' : 'past',
    note: price.note,
    by: price.by,
    created_at: price.createdAt.toISOString(),
  }));
}

const newer = (one: Listed | undefined, other: Listed) => (one && one.validFrom >= other.validFrom ? one : other);
