import { createHash, timingSafeEqual } from 'node:crypto';
import type { Exchange } from '../exchange.ts';
import { RestRefusal } from './refusals.ts';

/** Refuses a request without the account's SID and auth token as Basic authentication. */
export function authenticate(exchange: Exchange, header: string | undefined): void {
  const { sid, authToken } = exchange.account;
  const given = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header ?? '')?.[1] ?? '';
  const wanted = Buffer.from(`${sid}:${authToken}`).toString('base64');
  if (!timingSafeEqual(digest(given), digest(wanted))) throw new RestRefusal(401, 20003, 'Authenticate');
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
