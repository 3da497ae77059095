import { createHash } from 'node:crypto';
import type { Operation, RestRequest } from '../rest/operation.ts';
import type { RestRefusal } from '../rest/refusals.ts';

/** A REST request that was refused, as the debugger shows it. */
export interface RefusedRequest {
  sid: string;
  accountSid: string;
  atMs: number;
  code: number;
  message: string;
  method: Operation['method'];
  url: string;
  /** The form or the query, encoded. */
  variables: string;
  /** The call that the path names, if any. */
  callSid?: string;
}

const most = 1000;

/** Remembers what was refused to an account. Only the latest are kept, and none beyond the process. */
export function noteRefusal(request: RestRequest, { method }: Operation, { code, message }: RestRefusal): void {
  const { refusedRequests, clock } = request.exchange;
  const { account, path, url } = request;
  const variables = String(method === 'POST' ? request.form : request.query);
  const atMs = clock.nowMs();
  const last = refusedRequests.at(-1)?.sid ?? '';
  const sid = notificationSid(`${last} ${account.sid} ${atMs} ${code} ${path}`);
  const callSid = /CA[0-9a-f]{32}/.exec(path)?.[0];
  refusedRequests.push({ sid, accountSid: account.sid, atMs, code, message, method, url, variables, callSid });
  if (refusedRequests.length > most) refusedRequests.shift();
}

/** The SID of a notification that has no row: always the same for the same origin. */
export function notificationSid(origin: string): string {
  return `NO${createHash('sha256').update(origin).digest('hex').slice(0, 32)}`;
}
