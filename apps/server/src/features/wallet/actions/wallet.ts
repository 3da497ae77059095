import type { Wallet } from '@offhook/contract';
import { formatMicros, type Id } from '@offhook/kit';
import { note } from '#features/audit';
import { settingOf } from '#features/settings';
import { workspaceOf } from '#features/workspaces';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { needFor, priceFor } from '../call-price.ts';
import { pricesForNumbers } from '../store/call-prices.ts';
import { lockWallets, openWallet, setLimits, type WalletRow, walletOf } from '../store/wallets.ts';
import { readAmount } from './amounts.ts';

export async function getWallet(ctx: Context, actor: Actor): Promise<Wallet> {
  return ctx.db.asTenant(actor.tenantId, (tx) => presentWallet(ctx, tx, actor.tenantId));
}

export async function changeWallet(
  ctx: Context,
  actor: Actor,
  wish: { low_balance?: string | undefined; overdraft?: string | undefined },
): Promise<Wallet> {
  const { tenantId } = actor;
  return ctx.db.asTenant(tenantId, async (tx) => {
    const now = ctx.clock.now();
    const wallet = await lockedWallet(tx, tenantId, now);
    const limits = {
      tenantId,
      lowBalanceMicros: readAmount('low_balance', wish.low_balance) ?? wallet.lowBalanceMicros,
      overdraftMicros: readAmount('overdraft', wish.overdraft) ?? wallet.overdraftMicros,
    };
    mustLeaveEnough(wallet, wallet.overdraftMicros - limits.overdraftMicros);
    await setLimits(tx, limits, now);
    await note(ctx, tx, actor, 'wallet.changed', undefined, { ...wish });
    return presentWallet(ctx, tx, tenantId);
  });
}

/** The wallet, opened where there was none, and locked. */
export async function lockedWallet(tx: Tx, tenantId: Id<'workspace'>, now: Date): Promise<WalletRow> {
  await openWallet(tx, tenantId, now);
  return found((await lockWallets(tx, [tenantId])).get(tenantId));
}

/** Money that is set aside for calls under way cannot be taken away from under them. */
export function mustLeaveEnough(wallet: WalletRow, takenMicros: number): void {
  const available = availableOf(wallet);
  if (takenMicros > 0 && takenMicros > available) {
    throw new Refusal('wallet.more_than_available', { available: formatMicros(Math.max(0, available)) });
  }
}

const availableOf = (wallet: WalletRow) => wallet.balanceMicros + wallet.overdraftMicros - wallet.heldMicros;

async function presentWallet(ctx: Context, tx: Tx, tenantId: Id<'workspace'>): Promise<Wallet> {
  const wallet = (await walletOf(tx, tenantId)) ?? unopened(tenantId);
  const enabled = await settingOf(tx, 'wallet_enabled', tenantId);
  const available = availableOf(wallet);
  const minute = await minutePrice(ctx, tx, tenantId);
  return {
    enabled,
    currency: wallet.currency,
    balance: formatMicros(wallet.balanceMicros),
    held: formatMicros(wallet.heldMicros),
    overdraft: formatMicros(wallet.overdraftMicros),
    available: formatMicros(available),
    low_balance: formatMicros(wallet.lowBalanceMicros),
    state: stateOf(enabled, wallet, available < minute.need),
    minute_price: minute.price === null ? null : formatMicros(minute.price),
    minutes_left: minute.need > 0 ? Math.max(0, Math.floor(available / minute.need)) : null,
  };
}

function stateOf(enabled: boolean, wallet: WalletRow, isEmpty: boolean): Wallet['state'] {
  if (!enabled) return 'off';
  if (isEmpty) return 'empty';
  return wallet.balanceMicros < wallet.lowBalanceMicros ? 'low' : 'fine';
}

/** Of a minute to a number like the workspace's own: what it mostly calls. */
async function minutePrice(ctx: Context, tx: Tx, tenantId: Id<'workspace'>) {
  const to = (await workspaceOf(tx, tenantId)).defaultFromNumber ?? '';
  const now = ctx.clock.now();
  const price = priceFor(await pricesForNumbers(tx, [tenantId], [to]), 'outbound', to, now);
  if (!price) return { price: 0, need: 0 };
  return { price: price.minuteMicros, need: needFor([{ to, price }], 60, now) };
}

function unopened(tenantId: Id<'workspace'>): WalletRow {
  const nothing = { balanceMicros: 0, heldMicros: 0, overdraftMicros: 0, lowSince: null };
  return { tenantId, ...nothing, currency: 'USD', lowBalanceMicros: standardLowMicros };
}

/** As the column has it by default. */
const standardLowMicros = 5_000_000;
