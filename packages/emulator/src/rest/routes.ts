import type { Exchange } from '../exchange.ts';
import { noteRefusal } from '../notifications/refused-requests.ts';
import { accountOperations } from './account-operations.ts';
import { actingFor, authenticate } from './authentication.ts';
import { callOperations } from './calls.ts';
import { conferenceRecordingOperations } from './conference-recordings.ts';
import { conferenceOperations } from './conferences.ts';
import { ConnectionDropped, underFault } from './faulty.ts';
import type { Operation, RestRequest } from './operation.ts';
import { participantOperations } from './participants.ts';
import { paymentOperations } from './payments.ts';
import { queueOperations } from './queues.ts';
import { realtimeTranscriptionOperations } from './realtime-transcriptions.ts';
import { recordingOperations } from './recordings.ts';
import { RestRefusal } from './refusals.ts';
import { addRefusedMethods } from './refused-methods.ts';
import type { App, RequestContext } from './request.ts';
import { siprecOperations } from './siprec.ts';
import { streamOperations } from './streams.ts';
import { runAsTest } from './test-account.ts';
import { transcriptionOperations } from './transcriptions.ts';
import { userDefinedMessageOperations } from './user-defined-messages.ts';

/** Every operation of Twilio's API that we answer. */
export const operations: readonly Operation[] = [
  ...accountOperations,
  ...callOperations,
  ...conferenceOperations,
  ...conferenceRecordingOperations,
  ...participantOperations,
  ...paymentOperations,
  ...realtimeTranscriptionOperations,
  ...queueOperations,
  ...recordingOperations,
  ...siprecOperations,
  ...streamOperations,
  ...transcriptionOperations,
  ...userDefinedMessageOperations,
];

/** Adds every operation under Twilio's path. */
export function addRestRoutes(app: App, exchange: Exchange): void {
  for (const operation of operations) {
    app.on(operation.method, routeOf(operation.path), (c) => answer(exchange, operation, c));
  }
  addRefusedMethods(app, exchange, new Set(operations.map(({ path }) => routeOf(path))));
}

// `{Sid}.json` is one segment of the path, which the router matches as a whole.
function routeOf(path: string): string {
  return path.replace(/\{(\w+)\}\.json/g, ':$1{[^/]+\\.json}').replace(/\{(\w+)\}/g, ':$1{[^/]+}');
}

async function answer(exchange: Exchange, operation: Operation, c: RequestContext): Promise<Response> {
  const request = await requestFrom(exchange, operation, c);
  const work = request.caller.isTest ? runAsTest(operation, request) : underFault(exchange, operation, request);
  const result = await work.catch((error: unknown) => {
    if (error instanceof RestRefusal) noteRefusal(request, operation, error);
    if (error instanceof ConnectionDropped) c.env?.incoming?.socket.destroy();
    throw error;
  });
  if (operation.method !== 'GET') await exchange.clock.during(exchange.journal.flushed());
  if (result instanceof Response) return result;
  if (operation.method === 'DELETE') return c.body(null, 204);
  return Response.json(result, { status: operation.status ?? 200 });
}

// Far above any request of Twilio's API: its longest parameter, inline TwiML, has 4000 characters.
const mostFormBytes = 1 << 20;

async function formOf(c: RequestContext): Promise<URLSearchParams> {
  const tooLong = () => new RestRefusal(413, 20001, `The request is longer than ${mostFormBytes} bytes`);
  if (Number(c.req.header('content-length') ?? 0) > mostFormBytes) throw tooLong();
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of c.req.raw.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > mostFormBytes) throw tooLong();
  }
  return new URLSearchParams(text + decoder.decode());
}

async function requestFrom(exchange: Exchange, operation: Operation, c: RequestContext): Promise<RestRequest> {
  const owner = operation.isOpen?.(exchange)
    ? exchange.world.tables.accounts.get(c.req.param('AccountSid') ?? '')
    : undefined;
  const caller = owner ? { account: owner } : authenticate(exchange, c.req.header('authorization'));
  const part = (name: string) => (c.req.param(name) ?? '').replace(/\.json$/, '');
  const { pathname: path, searchParams: query } = new URL(c.req.url);
  const form = c.req.method === 'POST' ? await formOf(c) : new URLSearchParams();
  const mayBeInactive = operation.method !== 'POST';
  const account = actingFor(exchange, caller, { sid: part('AccountSid'), path, mayBeInactive });
  if (operation.needsToken && caller.key) throw new RestRefusal(403, 20003, 'Authenticate');
  return {
    exchange,
    account,
    caller: caller.account,
    part,
    path,
    query,
    form,
    url: c.req.url,
    header: (name) => c.req.header(name),
  };
}
