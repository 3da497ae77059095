import type { AskedRequest, AskedResponse, CallEvent, Method } from '../call.ts';
import type { Exchange } from '../exchange.ts';
import { notificationSid } from './refused-requests.ts';

/** Something that went wrong in a call or with a REST request, as the debugger shows it. */
export interface Notification {
  sid: string;
  accountSid: string;
  callSid?: string;
  atMs: number;
  level: 'error' | 'warning';
  code: number;
  message: string;
  /** The request that it is about. */
  method?: Method | 'DELETE';
  url?: string;
  variables?: string;
  response?: AskedResponse;
}

/** All notifications of an account, or of one of its calls, newest first. */
export function notificationsOf(exchange: Exchange, accountSid: string, callSid?: string): Notification[] {
  const ofCalls = callSid === undefined ? [...exchange.world.calls.keys()] : [callSid];
  const found = [
    ...ofCalls
      .filter((sid) => exchange.world.calls.get(sid)?.accountSid === accountSid)
      .flatMap((sid) => warningsOf(exchange, accountSid, sid)),
    ...refusalsOf(exchange, accountSid, callSid),
  ];
  return found.sort((a, b) => b.atMs - a.atMs);
}

function warningsOf({ world }: Exchange, accountSid: string, callSid: string): Notification[] {
  const found: Notification[] = [];
  const asked = new Map<string, Extract<CallEvent, { type: 'asked' }>>();
  for (const [at, { atMs, event }] of (world.history.get(callSid) ?? []).entries()) {
    if (event.type === 'asked') asked.set(event.request.url, event);
    if (event.type !== 'warned') continue;
    const { code, message, level = 'warning', url } = event;
    const about = url === undefined ? undefined : asked.get(url);
    const sid = notificationSid(`${callSid} ${at}`);
    const from = { ...requestPart(about?.request), response: about?.response };
    found.push({ sid, accountSid, callSid, atMs, level, code, message, url, ...from });
  }
  return found;
}

function requestPart(request: AskedRequest | undefined) {
  if (!request) return {};
  const { method, url, parameters } = request;
  return { method, url, variables: String(new URLSearchParams(parameters)) };
}

function refusalsOf({ refusedRequests }: Exchange, accountSid: string, callSid: string | undefined): Notification[] {
  return refusedRequests
    .filter((refused) => refused.accountSid === accountSid && (callSid === undefined || refused.callSid === callSid))
    .map((refused) => ({ ...refused, level: 'error' as const }));
}
