import type { CallEvent } from '../call.ts';
import { rfc2822 } from '../parameters.ts';
import { knownCall } from './calls.ts';
import { accountsPath, type Operation, type RestRequest } from './operation.ts';
import { pageOf } from './paging.ts';

export const callEventOperations: readonly Operation[] = [
  { id: 'ListCallEvent', method: 'GET', path: `${accountsPath}/Calls/{CallSid}/Events.json`, run: list },
];

/** The requests that a call made, oldest first. Twilio forgets them a while after its end; the emulator does not. */
function list(request: RestRequest) {
  const { exchange, query, path } = request;
  const { sid } = knownCall(request, 'CallSid');
  const found = (exchange.world.history.get(sid) ?? []).flatMap(({ atMs, event }, at) =>
    event.type === 'asked' ? [{ sid: String(at), atMs, event }] : [],
  );
  const json = ({ atMs, event }: (typeof found)[number]) => eventJson(atMs, event);
  return pageOf(found, { path, query, key: 'events', json });
}

function eventJson(atMs: number, { request, response }: Extract<CallEvent, { type: 'asked' }>) {
  const { method, url, parameters } = request;
  return {
    request: { method, url, parameters: snakeKeys(parameters) },
    response: response
      ? {
          response_code: response.status,
          request_duration: Math.round(response.durationMs),
          content_type: response.contentType,
          response_body: response.body,
          date_created: rfc2822(atMs),
        }
      : null,
  };
}

// `CallSid` is `call_sid` here.
function snakeKeys(parameters: Record<string, string>): Record<string, string> {
  const snake = (name: string) => name.replace(/(?<=[a-z0-9])[A-Z]/g, '_$&').toLowerCase();
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [snake(name), value]));
}
