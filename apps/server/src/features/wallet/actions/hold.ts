import { formatMicros, type Id } from '@offhook/kit';
import { settingOf } from '#features/settings';
import type { Tx } from '#runtime/database/database';
import { Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { dearestLegs, needFor, type PricedLeg, priceFor } from '../call-price.ts';
import { shareOut, type Wanting } from '../share-out.ts';
import { legPrices, pricesForNumbers } from '../store/call-prices.ts';
import { holdMoney, lockWallets } from '../store/wallets.ts';

/** A call that is about to be placed. */
export interface HoldWish {
  callId: Id<'call'>;
  to: string;
  /** Another phone that it will be connected to. */
  connectedTo?: string | null | undefined;
  /** It will be connected to somebody in a seat: at which phone is known only then, so the dearest leg is reckoned with. */
  legs?: 'seat' | undefined;
  timeLimitSeconds: number;
}

/** Beyond its time limit a call may ring for ten minutes, and its end be heard of ten minutes late. */
const spareSeconds = 1200;

/**
 * Sets money aside for calls, in their order, for as long as each may last or as whole minutes are paid. Whoever is
 * missing in the answer cannot be paid and must not be placed. The wallet stays locked until the end of the
 * transaction: ask late in it, once for all of its calls. Where calls are not paid from the wallet all are granted.
 */
export async function holdFor(
  ctx: Context,
  tx: Tx,
  tenantId: Id<'workspace'>,
  calls: readonly HoldWish[],
): Promise<Map<Id<'call'>, { timeLimitSeconds: number }>> {
  if (calls.length === 0 || !(await settingOf(tx, 'wallet_enabled', tenantId))) {
    return new Map(calls.map(({ callId, timeLimitSeconds }) => [callId, { timeLimitSeconds }]));
  }
  const wanting = await withPrices(ctx, tx, tenantId, calls);
  const wallet = (await lockWallets(tx, [tenantId])).get(tenantId);
  if (!wallet) return new Map();
  const grants = shareOut(wallet.balanceMicros + wallet.overdraftMicros - wallet.heldMicros, wanting);
  if (grants.length > 0 && !(await holdMoney(tx, tenantId, grants, { now: ctx.clock.now(), spareSeconds }))) {
    throw new Error('the wallet has less than it had when it was locked');
  }
  return new Map(grants.map(({ key, timeLimitSeconds }) => [key, { timeLimitSeconds }]));
}

/** As `holdFor` for one call, which is refused when it cannot be paid. */
export async function mustHold(
  ctx: Context,
  tx: Tx,
  tenantId: Id<'workspace'>,
  call: HoldWish,
): Promise<{ timeLimitSeconds: number }> {
  const granted = (await holdFor(ctx, tx, tenantId, [call])).get(call.callId);
  if (granted) return granted;
  const [wanting] = await withPrices(ctx, tx, tenantId, [call]);
  const wallet = (await lockWallets(tx, [tenantId])).get(tenantId);
  const available = wallet ? wallet.balanceMicros + wallet.overdraftMicros - wallet.heldMicros : 0;
  throw new Refusal('wallet.insufficient_funds', {
    needed: formatMicros(wanting?.needFor(Math.min(60, call.timeLimitSeconds)) ?? 0),
    available: formatMicros(Math.max(0, available)),
    currency: wallet?.currency ?? 'USD',
  });
}

async function withPrices(
  ctx: Context,
  tx: Tx,
  tenantId: Id<'workspace'>,
  calls: readonly HoldWish[],
): Promise<Wanting<Id<'call'>>[]> {
  const numbers = calls.flatMap(({ to, connectedTo }) => (connectedTo ? [to, connectedTo] : [to]));
  const prices = await pricesForNumbers(tx, [tenantId], numbers);
  const now = ctx.clock.now();
  const leg = (direction: 'outbound' | 'leg', to: string): PricedLeg[] => {
    const price = priceFor(prices, direction, to, now);
    return price ? [{ to, price }] : [];
  };
  const toSeats = calls.some(({ legs }) => legs === 'seat') ? dearestLegs(await legPrices(tx, tenantId), now) : [];
  return calls.map(({ callId: key, to, connectedTo, legs, timeLimitSeconds }) => {
    const own = [...leg('outbound', to), ...(connectedTo ? leg('leg', connectedTo) : [])];
    const seats = legs === 'seat' ? toSeats : [];
    const most = (seconds: number) => Math.max(0, ...seats.map((seat) => needFor([seat], seconds, now)));
    return { key, timeLimitSeconds, needFor: (seconds) => needFor(own, seconds, now) + most(seconds) };
  });
}
