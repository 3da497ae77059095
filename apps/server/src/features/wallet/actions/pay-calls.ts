import type { Id } from '@offhook/kit';
import { settingOf } from '#features/settings';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import type { CallPrice } from '../call-price.ts';
import { type Due, dueOf, nextCharge, pricesOf, settledAfterMs } from '../due.ts';
import { pricesForNumbers } from '../store/call-prices.ts';
import { markInbound } from '../store/holds.ts';
import { type HoldEnd, moveMoney, type WalletLine } from '../store/lines.ts';
import { type CallToPay, callsToPay, carrierMicrosOf } from '../store/paying.ts';
import { lockWallets } from '../store/wallets.ts';
import { type CallKey, nameOf } from '../store.ts';
import { tellIfLow } from './low-balance.ts';

interface Reckoned {
  call: CallToPay;
  due: Due;
}

/**
 * Pays ended calls, which the caller holds locked, from the wallets of their workspaces, once: what is learned later
 * is corrected by lines of their own. A call that we placed is paid if money was set aside for it, whatever the
 * setting says by now.
 */
export async function payCalls(ctx: Context, tx: Tx, calls: readonly CallKey[]): Promise<void> {
  if (calls.length === 0) return;
  const found = await callsToPay(tx, calls, new Date(ctx.clock.nowMs() - settledAfterMs));
  if (found.length === 0) return;
  const reckoned = await reckon(tx, await thoseToPay(ctx, tx, found, await pricesFor(tx, found)));
  const lines = reckoned.flatMap((each) => lineFor(ctx, each));
  const ends = reckoned.flatMap(endFor);
  if (lines.length === 0 && ends.length === 0) return;
  const before = await lockWallets(
    tx,
    [...lines, ...ends].map(({ tenantId }) => tenantId),
  );
  await tellIfLow(ctx, tx, before, await moveMoney(tx, { lines, ends }, ctx.clock.now()));
}

type Prices = ReadonlyMap<Id<'workspace'>, readonly CallPrice[]>;
type Priced = { call: CallToPay; prices: readonly CallPrice[] };

async function pricesFor(tx: Tx, calls: readonly CallToPay[]): Promise<Prices> {
  const tenantIds = [...new Set(calls.map(({ tenantId }) => tenantId))];
  const numbers = calls.flatMap(({ to, legs }) => [to, ...legs.map((leg) => leg.to)]);
  return Map.groupBy(await pricesForNumbers(tx, tenantIds, numbers), ({ tenantId }) => tenantId);
}

// A call that comes in has no hold. Once it is over the setting of that moment decides, and what it decided is kept: the
// carrier's price, a day later, must not charge what nobody was told would be paid.
async function thoseToPay(ctx: Context, tx: Tx, calls: readonly CallToPay[], prices: Prices): Promise<Priced[]> {
  const priced = calls.map((call) => ({ call, prices: prices.get(call.tenantId) ?? [] }));
  const fresh = priced.filter(({ call, prices: own }) => call.hold === null && costsAnything(call, own));
  const tenantIds = [...new Set(fresh.map(({ call }) => call.tenantId))];
  const paying = new Set<Id<'workspace'>>();
  for (const tenantId of tenantIds) if (await settingOf(tx, 'wallet_enabled', tenantId)) paying.add(tenantId);
  const marked = fresh.map(({ call: { tenantId, id } }) => {
    return { tenantId, id, state: paying.has(tenantId) ? ('settled' as const) : ('released' as const) };
  });
  await markInbound(tx, marked, ctx.clock.now());
  return priced.filter(({ call, prices: own }) => {
    if (call.hold === null) return paying.has(call.tenantId) && costsAnything(call, own);
    return call.direction === 'outbound' || call.hold === 'settled';
  });
}

function costsAnything(call: CallToPay, prices: readonly CallPrice[]): boolean {
  const { own, legs } = pricesOf(call, prices);
  return own !== undefined || legs.some((leg) => leg !== undefined);
}

async function reckon(tx: Tx, calls: readonly Priced[]): Promise<Reckoned[]> {
  const byCarrier = calls.filter(({ prices }) => prices.some(({ percent }) => percent !== null));
  const micros = await carrierMicrosOf(
    tx,
    byCarrier.map(({ call }) => call),
  );
  return calls.map(({ call, prices }) => ({ call, due: dueOf(call, prices, micros.get(nameOf(call)) ?? new Map()) }));
}

function lineFor(ctx: Context, { call, due }: Reckoned): WalletLine[] {
  const charge = nextCharge(due, call.paid);
  if (!charge) return [];
  return [{ ...charge, tenantId: call.tenantId, id: ctx.ids.next('ledger'), callId: call.id, by: 'Offhook' }];
}

// What is not known yet stays held, for as long as the sweep lets it. The mark of a call that came in stays as it is.
function endFor({ call, due }: Reckoned): HoldEnd[] {
  if (call.direction === 'inbound' || (call.hold === 'held' && !due.isComplete)) return [];
  const state = due.micros > 0 || call.paid.lines > 0 ? 'settled' : 'released';
  return call.hold === state ? [] : [{ tenantId: call.tenantId, callId: call.id, state }];
}
