import { hasEnded } from '../call.ts';
import { endCall } from '../ending.ts';
import { type Exchange, putRow, removeRow } from '../exchange.ts';
import type { Account } from './account.ts';

/**
 * Suspends, wakes or closes a subaccount. Whoever is suspended or closed loses its live calls; a closed account also gives
 * its numbers back. What becomes of live calls is unconfirmed.
 */
export function setStanding(exchange: Exchange, account: Account, status: Account['status']): Account {
  const changed = putRow(exchange, 'accounts', { ...account, status, updatedAtMs: exchange.clock.nowMs() });
  if (status === 'active') return changed;
  for (const sid of [...exchange.lines.keys()]) {
    const call = exchange.world.calls.get(sid);
    if (call?.accountSid !== account.sid || hasEnded(call)) continue;
    if (call.status === 'in-progress') endCall(exchange, sid, 'completed', 200);
    else endCall(exchange, sid, 'canceled', 487);
  }
  if (status === 'closed') releaseNumbers(exchange, account);
  return changed;
}

function releaseNumbers(exchange: Exchange, { sid: accountSid }: Account): void {
  for (const number of [...exchange.world.tables.numbers.values()]) {
    if (number.accountSid === accountSid) removeRow(exchange, 'numbers', number.sid);
  }
}
