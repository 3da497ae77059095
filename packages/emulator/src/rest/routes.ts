import type { Account } from '../accounts/account.ts';
import { accountOf, type Exchange } from '../exchange.ts';
import { authenticate } from './authentication.ts';
import { callOperations } from './calls.ts';
import { ConnectionDropped, underFault } from './faulty.ts';
import type { Operation, RestRequest } from './operation.ts';
import { recordingOperations } from './recordings.ts';
import { notFound, RestRefusal } from './refusals.ts';
import type { App, RequestContext } from './request.ts';

/** Every operation of Twilio's API that we answer. */
export const operations: readonly Operation[] = [...callOperations, ...recordingOperations];

/** Adds every operation under Twilio's path. */
export function addRestRoutes(app: App, exchange: Exchange): void {
  for (const operation of operations) {
    app.on(operation.method, routeOf(operation.path), (c) => answer(exchange, operation, c));
  }
}

// `{Sid}.json` is one segment of the path, which the router matches as a whole.
function routeOf(path: string): string {
  return path.replace(/\{(\w+)\}\.json/g, ':$1{[^/]+\\.json}').replace(/\{(\w+)\}/g, ':$1{[^/]+}');
}

async function answer(exchange: Exchange, operation: Operation, c: RequestContext): Promise<Response> {
  const request = await requestFrom(exchange, c);
  const work = underFault(exchange, operation, request);
  const result = await work.catch((error: unknown) => {
    if (error instanceof ConnectionDropped) c.env?.incoming?.socket.destroy();
    throw error;
  });
  if (operation.method !== 'GET') await exchange.clock.during(exchange.journal.flushed());
  if (result instanceof Response) return result;
  if (operation.method === 'DELETE') return c.body(null, 204);
  return Response.json(result, { status: operation.status ?? 200 });
}

async function requestFrom(exchange: Exchange, c: RequestContext): Promise<RestRequest> {
  const caller = authenticate(exchange, c.req.header('authorization'));
  const part = (name: string) => (c.req.param(name) ?? '').replace(/\.json$/, '');
  const url = new URL(c.req.url);
  const form = c.req.method === 'POST' ? new URLSearchParams(await c.req.text()) : new URLSearchParams();
  const account = accountIn(exchange, caller, part('AccountSid'), url.pathname);
  return { exchange, account, caller, part, path: url.pathname, query: url.searchParams, form, url: c.req.url };
}

// The owner acts for its subaccounts, and nobody for anybody else.
function accountIn(exchange: Exchange, caller: Account, sid: string, path: string): Account {
  if (sid === '' || sid === caller.sid) return caller;
  if (!exchange.world.tables.accounts.has(sid)) throw notFound(path);
  const account = accountOf(exchange, sid);
  if (account.ownerSid !== caller.sid) throw new RestRefusal(401, 20003, 'Authenticate');
  return account;
}
