import type { WalletLine } from '@offhook/contract';
import { formatId, type Id, parseId } from '@offhook/kit';
import { note } from '#features/audit';
import type { Actor } from '#runtime/actor';
import { noteSubject } from '#runtime/idempotency';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { moveMoney, statementLines } from '../store/lines.ts';
import { readAmount } from './amounts.ts';
import { tellIfLow } from './low-balance.ts';
import { presentLine } from './statement.ts';
import { lockedWallet, mustLeaveEnough } from './wallet.ts';

export function topUp(
  ctx: Context,
  actor: Actor,
  { amount, ...wish }: { amount: string; note: string },
  key: string | undefined,
): Promise<WalletLine> {
  const micros = readAmount('amount', amount);
  if (micros === 0) throw new Refusal('request.invalid', { field: 'amount', problem: 'Send more than nothing.' });
  return addLine(ctx, actor, { kind: 'top-up', micros, note: wish.note }, key);
}

export function adjust(
  ctx: Context,
  actor: Actor,
  { amount, reason }: { amount: string; reason: string },
  key: string | undefined,
): Promise<WalletLine> {
  const micros = readAmount('amount', amount);
  if (micros === 0) throw new Refusal('request.invalid', { field: 'amount', problem: 'Nothing would change.' });
  return addLine(ctx, actor, { kind: 'adjustment', micros, note: reason }, key);
}

async function addLine(
  ctx: Context,
  actor: Actor,
  line: { kind: 'top-up' | 'adjustment'; micros: number; note: string },
  key: string | undefined,
): Promise<WalletLine> {
  const { tenantId } = actor;
  const now = ctx.clock.now();
  const id = ctx.ids.next('ledger');
  await ctx.db.asTenant(tenantId, async (tx) => {
    const wallet = await lockedWallet(tx, tenantId, now);
    mustLeaveEnough(wallet, -line.micros);
    const whole = { ...line, tenantId, id, callId: null, revision: 0, by: actor.name };
    const moved = await moveMoney(tx, { lines: [whole] }, now);
    await tellIfLow(ctx, tx, new Map([[tenantId, wallet]]), moved);
    await noteSubject(tx, key, id);
    const action = line.kind === 'top-up' ? 'wallet.topped_up' : 'wallet.adjusted';
    await note(ctx, tx, actor, action, formatId('ledger', id), { micros: line.micros, note: line.note });
  });
  return lineOf(ctx, actor, id);
}

/** The line that a request made. */
export async function lineOf(ctx: Context, actor: Actor, id: string): Promise<WalletLine> {
  const { tenantId } = actor;
  const lineId: Id<'ledger'> = found(parseId('ledger', id));
  return ctx.db.asTenant(tenantId, async (tx) => {
    const [line] = await statementLines(tx, tenantId, { id: lineId }, 1);
    return presentLine(found(line));
  });
}
