import { createHash, timingSafeEqual } from 'node:crypto';
import type { Account } from '../accounts/account.ts';
import type { ApiKey } from '../accounts/api-key.ts';
import { accountOf, type Exchange } from '../exchange.ts';
import { notFound, RestRefusal } from './refusals.ts';

/** Who asks: an account with its auth token, or one of its keys. */
export interface Caller {
  account: Account;
  key?: ApiKey;
}

/** Who stands in the header as Basic authentication: `AC…:token` or `SK…:secret`. Refuses any other request. */
export function authenticate(exchange: Exchange, header: string | undefined): Caller {
  const given = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header ?? '')?.[1] ?? '';
  const [sid = '', ...rest] = Buffer.from(given, 'base64').toString('utf8').split(':');
  const { accounts, keys } = exchange.world.tables;
  const key = keys.get(sid);
  const account = key ? accountOf(exchange, key.accountSid) : accounts.get(sid);
  const secret = key?.secret ?? account?.authToken;
  if (!account || secret === undefined || !isSame(rest.join(':'), secret)) throw unauthenticated();
  // By Twilio's dictionary of errors (2023-05).
  if (account.status !== 'active') throw new RestRefusal(401, 20005, `Account ${account.sid} is not active`);
  return { account, key };
}

export function unauthenticated(): RestRefusal {
  return new RestRefusal(401, 20003, 'Authenticate');
}

/**
 * The account that a path names; the owner acts for its subaccounts, and nobody for anybody else. `mayBeInactive` is for
 * what can still be done with a subaccount that was suspended or closed: read it, and wake it up.
 */
export function actingFor(
  exchange: Exchange,
  { account }: Caller,
  { sid, path, mayBeInactive }: { sid: string; path: string; mayBeInactive: boolean },
): Account {
  if (sid === '' || sid === account.sid) return account;
  const other = exchange.world.tables.accounts.get(sid);
  if (!other) throw notFound(path);
  if (other.ownerSid !== account.sid) throw unauthenticated();
  // Unconfirmed: the dictionary of errors says only that access is denied.
  if (other.status !== 'active' && !mayBeInactive) throw new RestRefusal(403, 20006, `Account ${sid} is not active`);
  return other;
}

/** Compares secrets in a time that does not tell where they differ. */
function isSame(given: string, wanted: string): boolean {
  return timingSafeEqual(digest(given), digest(wanted));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
