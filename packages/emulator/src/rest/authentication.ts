import { createHash, timingSafeEqual } from 'node:crypto';
import type { Account } from '../accounts/account.ts';
import type { Exchange } from '../exchange.ts';
import { RestRefusal } from './refusals.ts';

/** The account whose SID and auth token stand in the header as Basic authentication; refuses any other request. */
export function authenticate(exchange: Exchange, header: string | undefined): Account {
  const given = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header ?? '')?.[1] ?? '';
  const [sid = '', ...secret] = Buffer.from(given, 'base64').toString('utf8').split(':');
  const account = exchange.world.tables.accounts.get(sid);
  if (!account || !isSame(secret.join(':'), account.authToken)) throw new RestRefusal(401, 20003, 'Authenticate');
  return account;
}

/** Compares secrets in a time that does not tell where they differ. */
function isSame(given: string, wanted: string): boolean {
  return timingSafeEqual(digest(given), digest(wanted));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
