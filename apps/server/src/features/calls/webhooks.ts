import type { IncomingMessage, ServerResponse } from 'node:http';
import { webhookAliases } from '@offhook/contract';
import { formatId, type Id } from '@offhook/kit';
import { printTwiml, type Verb } from '@offhook/twiml';
import type { FastifyInstance } from 'fastify';
import { type CarrierEvent, isWebhookKind, readWebhook, type WebhookKind } from '#providers/carrier';
import { addLane, readBody } from '#runtime/http/fast-lane';
import { bodyLimitBytes, errorProblem } from '#runtime/http/problem';
import { Refusal } from '#runtime/refusal';
import type { Context } from '../../context.ts';
import type { Answer } from './actions/ingest.ts';
import type { Outcome } from './actions/take-reports.ts';
import { type InboundDoor, insteadForCaller, takeFlowStep, takeInbound, takeScreening } from './inbound-webhooks.ts';
import { flowBegin, linksOf, webhookPrefix } from './links.ts';
import { Plan } from './plan.ts';
import { makeProof, type Proof, type Proven } from './signed-webhooks.ts';
import { apologyVerbs, type Page, type Turn, turn } from './turn.ts';

/** What has news of a call is read; of the others the path says all that there is to do. */
type Kind = WebhookKind | 'inbound' | 'flow' | 'screening' | 'screened' | 'voicemail';

/** Paths with a token are the ones that we give; the bare ones are for URLs typed into the carrier's console. */
const paths: Record<string, Kind> = {
  [`${webhookPrefix}/twiml/inbound`]: 'inbound',
  [`${webhookPrefix}/twiml/flow`]: 'flow',
  [`${webhookPrefix}/twiml/screening`]: 'screening',
  [`${webhookPrefix}/twiml/screened`]: 'screened',
  [`${webhookPrefix}/twiml/outbound`]: 'answer',
  [`${webhookPrefix}/twiml/fallback`]: 'fallback',
  [`${webhookPrefix}/twiml/afterwards`]: 'afterwards',
  [`${webhookPrefix}/twiml/keypress`]: 'keypress',
  [`${webhookPrefix}/twiml/whisper`]: 'whisper',
  [`${webhookPrefix}/twiml/accept`]: 'accept',
  [`${webhookPrefix}/twiml/bridged`]: 'bridged',
  [`${webhookPrefix}/twiml/drop`]: 'drop',
  [`${webhookPrefix}/twiml/dropped`]: 'dropped',
  [`${webhookPrefix}/status`]: 'status',
  [`${webhookPrefix}/leg`]: 'leg',
  [`${webhookPrefix}/recording`]: 'recording',
  [`${webhookPrefix}/transcription`]: 'transcription',
  [`${webhookPrefix}/amd`]: 'machine',
  [`${webhookPrefix}/voicemail`]: 'voicemail',
};

/** Paths without a token, with those that the documents name. */
const barePaths: Record<string, Kind> = { ...paths, ...webhookAliases };

/** Where somebody listens: these are answered with a document. */
const pageOf: Partial<Record<WebhookKind, Page>> = {
  answer: 'outbound',
  fallback: 'fallback',
  afterwards: 'afterwards',
  keypress: 'keypress',
  whisper: 'whisper',
  accept: 'accept',
  bridged: 'bridged',
  drop: 'drop',
  dropped: 'dropped',
};

/** What every webhook needs. */
interface Door extends InboundDoor {
  prove: Proof;
}

interface Webhook {
  kind: Kind;
  token: string | undefined;
  requestId: Id<'request'>;
  startedAt: number;
  request: IncomingMessage;
}

/** Takes the carrier's requests in front of everything else that the server does. */
export function registerCallWebhooks(server: FastifyInstance, inbound: InboundDoor): void {
  const { ctx } = inbound;
  const door = { ...inbound, prove: makeProof(ctx) };
  addLane(server, (request, response) => {
    const found = request.method === 'POST' ? routeOf(ctx, request.url ?? '') : undefined;
    if (!found) return false;
    const webhook = { ...found, requestId: ctx.ids.next('request'), startedAt: performance.now(), request };
    answer(door, webhook, response).catch((error: unknown) => {
      ctx.log.debug({ err: error }, 'a webhook was cut off');
      response.destroy();
    });
    return true;
  });
}

/** The path as it was signed: where our public address has a path of its own, a proxy may leave it on or take it off. */
function routeOf(ctx: Context, url: string): Pick<Webhook, 'kind' | 'token'> | undefined {
  const query = url.indexOf('?');
  const whole = query === -1 ? url : url.slice(0, query);
  const prefix = prefixOf(ctx.publicUrl());
  const path = prefix && whole.startsWith(`${prefix}/`) ? whole.slice(prefix.length) : whole;
  const bare = barePaths[path];
  if (bare) return { kind: bare, token: undefined };
  const cut = path.lastIndexOf('/');
  const kind = paths[path.slice(0, cut)];
  return kind && kind !== 'inbound' ? { kind, token: path.slice(cut + 1) } : undefined;
}

function prefixOf(publicUrl: string): string {
  const path = publicUrl.indexOf('/', publicUrl.indexOf('://') + 3);
  return path === -1 ? '' : publicUrl.slice(path);
}

async function answer(door: Door, webhook: Webhook, response: ServerResponse): Promise<void> {
  const { ctx } = door;
  const { kind, requestId, startedAt } = webhook;
  const { body, status, type, outcome, retryAfter } = await spoken(ctx, webhook, take(door, webhook));
  response.writeHead(status, [
    ...[
      'x-request-id',
      formatId('request', requestId),
      'cache-control',
      'no-store',
      'x-content-type-options',
      'nosniff',
    ],
    ...(body === '' ? [] : ['content-type', type, 'content-length', String(Buffer.byteLength(body))]),
    // The rest of what is too slow or too large is not waited for.
    ...(status === 408 || status === 413 ? ['connection', 'close'] : []),
    ...(retryAfter === undefined ? [] : ['retry-after', String(retryAfter)]),
  ]);
  response.end(body);
  ctx.telemetry.webhooks.inc({ kind, outcome });
  ctx.telemetry.httpSeconds.observe(
    { route: `${webhookPrefix}/${kind}`, method: 'POST', status },
    (performance.now() - startedAt) / 1000,
  );
}

interface Told extends Answer {
  type: string;
  outcome: string;
  retryAfter?: number | undefined;
}

/** Where somebody listens, a failure of ours is an apology and a clean end; a refusal stays one. */
async function spoken(ctx: Context, { kind, requestId }: Webhook, work: Promise<Answer>): Promise<Told> {
  try {
    const reply = await work;
    return { ...reply, type: 'text/xml', outcome: String(reply.status) };
  } catch (error) {
    const { problem, refusal, retryAfter } = errorProblem(error, formatId('request', requestId), ctx.log);
    const outcome = refusal?.code ?? 'failed';
    if (listens(kind) && !isDrop(kind) && problem.status >= 500) {
      ctx.log.error({ err: error }, 'a caller heard an apology');
      return { ...twiml(apologyVerbs), type: 'text/xml', outcome };
    }
    const body = JSON.stringify(problem);
    return { status: problem.status, body, type: 'application/problem+json', outcome, retryAfter };
  }
}

// A tape gets no apology: at a failure the carrier turns to the fallback, which gives the drop again.
function isDrop(kind: Webhook['kind']): boolean {
  return kind === 'drop' || kind === 'dropped';
}

const documentsOfCallers: readonly Kind[] = ['inbound', 'flow', 'screening', 'screened'];

function listens(kind: Kind): boolean {
  return documentsOfCallers.includes(kind) || pageFor(kind) !== undefined;
}

function pageFor(kind: Kind): Page | undefined {
  return isWebhookKind(kind) ? pageOf[kind] : undefined;
}

async function take(door: Door, webhook: Webhook): Promise<Answer> {
  const { ctx, ingest } = door;
  const { kind, request, token } = webhook;
  // Before anything is read: a no costs least here, and the carrier tells it again.
  if (ingest.isFull() && !listens(kind)) throw new Refusal('webhooks.too_busy', { seconds: retrySeconds });
  const proven = await door.prove({ ...webhook, body: await formOf(ctx, request) });
  // The database takes no text with it, and callers are answered before anybody asks the database.
  if (documentsOfCallers.includes(kind) && proven.body.includes('%00')) {
    throw new Refusal('webhooks.not_understood', { problem: 'a zero byte' });
  }
  const about = {
    id: webhook.requestId,
    kind,
    method: 'POST',
    url: proven.url,
    body: proven.body,
    startedAt: webhook.startedAt,
  };
  if (kind === 'inbound') return takeInbound(door, proven, about);
  if (kind === 'flow') return takeFlowStep(door, proven, about);
  if (kind === 'screening' || kind === 'screened') {
    return takeScreening(door, proven, { ...about, kind, token: token ?? '' });
  }
  const receivedAt = ctx.clock.now();
  const read = readReport(kind, proven, receivedAt);
  const page = pageFor(kind);
  const instead = kind === 'fallback' && token === undefined ? await insteadForCaller(door, proven) : undefined;
  return ingest.take({
    isUrgent: page !== undefined,
    report: {
      tenantId: proven.connection.tenantId,
      attemptId: proven.token?.attemptId,
      sid: read.sid,
      event: read.event,
      receivedAt,
      source: 'webhook',
    },
    request: about,
    answer: page
      ? (outcome) => (isCaller(outcome) ? instead : undefined) ?? twiml(verbsFor(ctx, page, outcome, read.event, token))
      : () => ({ status: 204, body: '' }),
  });
}

function isCaller(outcome: Outcome): boolean {
  return outcome.outcome !== 'unbound' && outcome.call.direction === 'inbound';
}

/**
 * What is told of a voicemail is told of its recording, which is there where nothing is said of its state. An address
 * without a token knows no box but the default one.
 */
function readReport(kind: WebhookKind | 'voicemail', { params, token, url }: Proven, receivedAt: Date) {
  const read =
    kind === 'voicemail'
      ? readWebhook('recording', { RecordingStatus: 'completed', ...params }, receivedAt)
      : readWebhook(kind, params, receivedAt, url);
  if ('problem' in read) throw new Refusal('webhooks.not_understood', { problem: read.problem });
  if (kind !== 'voicemail' || read.event.kind !== 'recording') return read;
  return { ...read, event: { ...read.event, boxId: token?.flow?.boxId ?? '' } };
}

const retrySeconds = 1;
/** A carrier's form comes in one piece: whoever takes longer holds connections open. */
const bodySeconds = 10;

async function formOf(ctx: Context, request: IncomingMessage): Promise<string> {
  if (!request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    throw new Refusal('request.wrong_media_type', { expected: 'application/x-www-form-urlencoded' });
  }
  const body = await readBody(request, { clock: ctx.clock, limitBytes: bodyLimitBytes, limitMs: bodySeconds * 1000 });
  if (body === 'slow') throw new Refusal('webhooks.too_slow', { limit_seconds: bodySeconds });
  if (body === 'large') throw new Refusal('request.too_large', { limit_bytes: bodyLimitBytes });
  return body.text;
}

function verbsFor(ctx: Context, page: Page, outcome: Outcome, event: CarrierEvent, token: string | undefined): Verb[] {
  if (outcome.outcome === 'taken' || outcome.outcome === 'copy') {
    const { call } = outcome;
    const links = {
      ...linksOf(ctx, call.tenantId, token),
      flow: (versionId: string) => flowBegin(ctx, call, versionId),
    };
    return turn(page, { call, plan: Plan.parse(call.plan), heard: heardIn(event), links });
  }
  // A stray second call, or one that we gave up: it must say nothing.
  ctx.log.error({ outcome: outcome.outcome }, 'a call that we do not know as live asked what to say');
  return [{ verb: 'hangup' }];
}

function heardIn(event: CarrierEvent): Turn['heard'] {
  return {
    at: event.at,
    failed: event.kind === 'document-failed' ? event : undefined,
    answeredBy: 'answeredBy' in event ? event.answeredBy : undefined,
    digits: 'digits' in event ? event.digits : undefined,
    legSid: 'leg' in event ? event.leg.sid : undefined,
    bridge: event.kind === 'bridge-ended' ? event.status : undefined,
  };
}

function twiml(verbs: Verb[]): Answer {
  return { status: 200, body: printTwiml(verbs) };
}
