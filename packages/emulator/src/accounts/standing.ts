import { hangUp } from '../ending.ts';
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
    if (exchange.world.calls.get(sid)?.accountSid === account.sid) hangUp(exchange, sid);
  }
  if (status === 'closed') releaseNumbers(exchange, account);
  return changed;
}

function releaseNumbers(exchange: Exchange, { sid: accountSid }: Account): void {
  for (const number of [...exchange.world.tables.numbers.values()]) {
    if (number.accountSid === accountSid) removeRow(exchange, 'numbers', number.sid);
  }
}
