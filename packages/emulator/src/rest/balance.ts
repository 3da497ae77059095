import { formatMicros } from '@offhook/kit';
import { usageOf } from '../usage/usage.ts';
import { accountsPath, type Operation, type RestRequest } from './operation.ts';
import { RestRefusal } from './refusals.ts';

export const balanceOperations: readonly Operation[] = [
  { id: 'FetchBalance', method: 'GET', path: `${accountsPath}/Balance.json`, run: fetchBalance },
];

/** What is left of the first deposit after all that was used. Only the owner has a balance. */
function fetchBalance({ exchange, account }: RestRequest) {
  if (account.ownerSid !== account.sid) throw new RestRefusal(404, 20404, 'A subaccount has no balance of its own');
  const accounts = [...exchange.world.tables.accounts.values()].filter(({ ownerSid }) => ownerSid === account.sid);
  const period = { fromMs: 0, toMs: exchange.clock.nowMs() + 1 };
  const spent = usageOf(exchange, new Set(accounts.map(({ sid }) => sid)), period).get('totalprice')?.micros ?? 0;
  const balance = formatMicros(exchange.settings.depositMicros - spent);
  return { account_sid: account.sid, balance, currency: 'USD' };
}
