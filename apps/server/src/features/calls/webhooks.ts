import { parse } from 'node:querystring';
import { printTwiml, type Verb } from '@offhook/twiml';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Connection, connectionLookup } from '#features/workspaces';
import { CallSid, type CarrierEvent, readWebhook, type WebhookKind } from '#providers/carrier';
import { sameBytes } from '#runtime/keys';
import { Refusal } from '#runtime/refusal';
import { signatureHolds } from '#runtime/signatures';
import type { Context } from '../../context.ts';
import type { Ingest } from './actions/ingest.ts';
import { takeInboundCall } from './actions/take-inbound.ts';
import type { Outcome } from './actions/take-reports.ts';
import { type AttemptToken, readAttemptToken } from './attempt-token.ts';
import { linksOf, webhookPrefix } from './links.ts';
import { Plan } from './plan.ts';
import { apologyVerbs, inboundVerbs, type Page, type Turn, turn } from './turn.ts';

/** Paths with a token are the ones that we give; the bare ones are for URLs typed into the carrier's console. */
const paths: Record<string, WebhookKind> = {
  [`${webhookPrefix}/twiml/outbound`]: 'answer',
  [`${webhookPrefix}/twiml/keypress`]: 'keypress',
  [`${webhookPrefix}/twiml/whisper`]: 'whisper',
  [`${webhookPrefix}/twiml/accept`]: 'accept',
  [`${webhookPrefix}/twiml/bridged`]: 'bridged',
  [`${webhookPrefix}/twiml/drop`]: 'drop',
  [`${webhookPrefix}/twiml/dropped`]: 'dropped',
  [`${webhookPrefix}/status`]: 'status',
  [`${webhookPrefix}/leg`]: 'leg',
  [`${webhookPrefix}/recording`]: 'recording',
  [`${webhookPrefix}/amd`]: 'machine',
};

/** Where somebody listens: these are answered with a document. */
const pageOf: Partial<Record<WebhookKind, Page>> = {
  answer: 'outbound',
  keypress: 'keypress',
  whisper: 'whisper',
  accept: 'accept',
  bridged: 'bridged',
  drop: 'drop',
  dropped: 'dropped',
};

interface Proven {
  connection: Connection;
  token: AttemptToken | undefined;
  params: Readonly<Record<string, string>>;
}

/** What every webhook needs. */
interface Door {
  ctx: Context;
  ingest: Ingest;
  connectionsTo: (accountSid: string) => Promise<Connection[]>;
}

export function registerCallWebhooks(server: FastifyInstance, ctx: Context, ingest: Ingest): void {
  const door = { ctx, ingest, connectionsTo: connectionLookup(ctx) };
  server.register(async (scope) => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
      done(null, parse(String(body))),
    );
    for (const [path, kind] of Object.entries(paths)) {
      for (const url of [path, `${path}/:token`]) {
        scope.post<{ Params: { token?: string } }>(url, async (request, reply) =>
          send(reply, await spoken(ctx, kind, takeWebhook(door, kind, request))),
        );
      }
    }
    scope.post(`${webhookPrefix}/twiml/inbound`, async (request, reply) =>
      send(reply, await spoken(ctx, 'inbound', takeInbound(door, request))),
    );
  });
}

interface Reply {
  status: number;
  body: string;
}

async function takeWebhook(
  door: Door,
  kind: WebhookKind,
  request: FastifyRequest<{ Params: { token?: string } }>,
): Promise<Reply> {
  const { ctx, ingest } = door;
  const startedAt = performance.now();
  const proven = await prove(door, request, request.params.token);
  const receivedAt = ctx.clock.now();
  const read = readWebhook(kind, proven.params, receivedAt);
  if ('problem' in read) throw new Refusal('webhooks.not_understood', { problem: read.problem });
  return ingest.take({
    report: {
      tenantId: proven.connection.tenantId,
      attemptId: proven.token?.attemptId,
      sid: read.sid,
      event: read.event,
      receivedAt,
      source: 'webhook',
    },
    request: { kind, method: request.method, url: ctx.publicUrl() + request.url, params: proven.params, startedAt },
    answer: (outcome) => {
      const page = pageOf[kind];
      return page ? twiml(verbsFor(ctx, page, outcome, read.event, request.params.token)) : { status: 204, body: '' };
    },
  });
}

async function takeInbound(door: Door, request: FastifyRequest): Promise<Reply> {
  const { ctx } = door;
  const startedAt = performance.now();
  const { connection, params } = await prove(door, request, undefined);
  const sid = CallSid.safeParse(params.CallSid);
  const { From: from, To: to } = params;
  if (!sid.success || !from || !to || from.length > 80 || to.length > 80) {
    throw new Refusal('webhooks.not_understood', { problem: 'CallSid, From and To' });
  }
  const answer = twiml(inboundVerbs);
  const about = { method: request.method, url: ctx.publicUrl() + request.url, params, startedAt };
  await takeInboundCall(ctx, connection, { sid: sid.data, from, to }, about, answer);
  return answer;
}

/** Where somebody listens, a failure of ours is an apology and a clean end; a refusal stays one. */
async function spoken(ctx: Context, kind: WebhookKind | 'inbound', work: Promise<Reply>): Promise<Reply> {
  const listens = kind === 'inbound' || pageOf[kind] !== undefined;
  try {
    const reply = await work;
    ctx.telemetry.webhooks.inc({ kind, outcome: String(reply.status) });
    return reply;
  } catch (error) {
    ctx.telemetry.webhooks.inc({ kind, outcome: error instanceof Refusal ? error.code : 'failed' });
    if (!listens || error instanceof Refusal) throw error;
    ctx.log.error({ err: error }, 'a caller heard an apology');
    return twiml(apologyVerbs);
  }
}

/** Who signed this request. The body is not looked at before the signature held, but for the account it names. */
async function prove(door: Door, request: FastifyRequest, token: string | undefined): Promise<Proven> {
  const { ctx } = door;
  const attempt = token === undefined ? undefined : readAttemptToken(token, ctx.clock.now(), ctx.keys.mac, sameBytes);
  const params = singleValues(request.body);
  const mayBeOurs = params?.AccountSid !== undefined && (token === undefined || attempt !== undefined);
  const connections = mayBeOurs ? await door.connectionsTo(params.AccountSid ?? '') : [];
  const signature = request.headers['x-twilio-signature'];
  const connection = connections
    .filter((candidate) => !attempt || candidate.tenantId === attempt.tenantId)
    .find(({ authToken }) =>
      signatureHolds({
        authToken,
        signature: typeof signature === 'string' ? signature : undefined,
        url: ctx.publicUrl() + request.url,
        params: params ?? {},
      }),
    );
  if (!connection || !params) throw new Refusal('webhooks.bad_signature');
  return { connection, token: attempt, params };
}

// A repeated parameter is no request of the carrier's, and its signature would not tell the copies apart.
function singleValues(body: unknown): Record<string, string> | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const entries = Object.entries(body);
  return entries.every(([, value]) => typeof value === 'string') ? Object.fromEntries(entries) : undefined;
}

function verbsFor(ctx: Context, page: Page, outcome: Outcome, event: CarrierEvent, token: string | undefined): Verb[] {
  if (outcome.outcome === 'taken' || outcome.outcome === 'copy') {
    const { call } = outcome;
    const links = linksOf(ctx, call.tenantId, token);
    return turn(page, { call, plan: Plan.parse(call.plan), heard: heardIn(event), links });
  }
  // A stray second call, or one that we gave up: it must say nothing.
  ctx.log.error({ outcome: outcome.outcome }, 'a call that we do not know as live asked what to say');
  return [{ verb: 'hangup' }];
}

function heardIn(event: CarrierEvent): Turn['heard'] {
  return {
    answeredBy: 'answeredBy' in event ? event.answeredBy : undefined,
    digits: 'digits' in event ? event.digits : undefined,
    legSid: 'leg' in event ? event.leg.sid : undefined,
  };
}

function twiml(verbs: Verb[]): Reply {
  return { status: 200, body: printTwiml(verbs) };
}

function send(reply: FastifyReply, { status, body }: Reply): FastifyReply {
  return body === '' ? reply.code(status).send() : reply.code(status).type('text/xml').send(body);
}
