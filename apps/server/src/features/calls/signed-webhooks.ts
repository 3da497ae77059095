import type { IncomingMessage } from 'node:http';
import { parse } from 'node:querystring';
import type { Id } from '@offhook/kit';
import { type FlowToken, readFlowToken } from '#features/inbound';
import { type Connection, connectionLookup } from '#features/workspaces';
import { makeForgeries } from '#runtime/forgeries';
import { sameBytes } from '#runtime/keys';
import { Refusal } from '#runtime/refusal';
import { signatureHolds } from '#runtime/signatures';
import type { Context } from '../../context.ts';
import { showForgery } from './actions/show-forgery.ts';
import { readAttemptToken } from './attempt-token.ts';

/** Which call an address of ours is about: one that we placed, or one that came in. */
export interface CallToken {
  tenantId: Id<'workspace'>;
  attemptId: Id<'attempt'> | undefined;
  flow: FlowToken | undefined;
}

/** A request of which we know who sent it. */
export interface Proven {
  connection: Connection;
  token: CallToken | undefined;
  params: Readonly<Record<string, string>>;
  /** As they were signed. */
  url: string;
  body: string;
}

interface Unproven {
  kind: string;
  token: string | undefined;
  request: IncomingMessage;
  body: string;
  requestId: Id<'request'>;
}

export type Proof = (webhook: Unproven) => Promise<Proven>;

/** Proves who signed a request. Its body is not used before the signature held, but for the account that it names. */
export function makeProof(ctx: Context): Proof {
  const connectionsTo = connectionLookup(ctx);
  const tokenOf = tokenReader(ctx);
  const forgeries = makeForgeries(ctx.clock, ctx.config.trustedProxies);
  return async (webhook) => {
    const { request, body } = webhook;
    const token = webhook.token === undefined ? undefined : tokenOf(webhook.token);
    const params = singleValues(body);
    const isAbout = webhook.token === undefined || (token !== undefined && namesItsCall(token, params));
    const mayBeOurs = params?.AccountSid !== undefined && isAbout;
    const connections = mayBeOurs ? await connectionsTo(params.AccountSid ?? '') : [];
    const concerned = connections.filter(({ tenantId }) => !token || tenantId === token.tenantId);
    const signature = request.headers['x-twilio-signature'];
    const url = signedUrl(ctx.publicUrl(), request.url ?? '');
    const connection = concerned.find(({ signingTokens }) =>
      signingTokens.some((authToken) =>
        signatureHolds({
          authToken,
          signature: typeof signature === 'string' ? signature : undefined,
          url,
          params: params ?? {},
        }),
      ),
    );
    if (connection && params) return { connection, token, params, url, body };
    const { isTooMany, seconds } = forgeries.note(request);
    if (isTooMany) throw new Refusal('webhooks.too_many_forgeries', { seconds });
    for (const each of concerned) await showForgery(ctx, each.tenantId, { ...webhook, url });
    throw new Refusal('webhooks.bad_signature');
  };
}

/** An address that was given for one call speaks of no other. */
function namesItsCall({ flow }: CallToken, params: Readonly<Record<string, string>> | undefined): boolean {
  return flow === undefined || params?.CallSid === flow.sid || params?.ParentCallSid === flow.sid;
}

/** Our public address and what was asked for there, of which a proxy may have left the address's own path on. */
function signedUrl(publicUrl: string, requested: string): string {
  const path = publicUrl.indexOf('/', publicUrl.indexOf('://') + 3);
  const prefix = path === -1 ? '' : publicUrl.slice(path);
  return prefix && requested.startsWith(`${prefix}/`) ? publicUrl.slice(0, path) + requested : publicUrl + requested;
}

const mostNames = 200;

// A repeated parameter is no request of the carrier's, and its signature would not tell the copies apart.
function singleValues(body: string): Record<string, string> | undefined {
  const params = parse(body, '&', '=', { maxKeys: mostNames + 1 });
  let names = 0;
  for (const name in params) {
    names += 1;
    if (typeof params[name] !== 'string' || names > mostNames) return undefined;
  }
  // Each value was seen to be a string.
  return params as Record<string, string>;
}

const keptTokens = 20_000;
const dayMs = 86_400_000;

/** A call tells of itself four times and more, under the same token: each is proven once a day. */
function tokenReader(ctx: Context): (text: string) => CallToken | undefined {
  const kept = new Map<string, CallToken>();
  let day = 0;
  return (text) => {
    const now = ctx.clock.now();
    const today = Math.floor(now.getTime() / dayMs);
    // Tokens grow too old at the turn of a day.
    if (today !== day || kept.size > keptTokens) kept.clear();
    day = today;
    const known = kept.get(text);
    if (known) return known;
    const attempt = readAttemptToken(text, now, ctx.keys.mac, sameBytes);
    if (!attempt) return flowTokenOf(ctx, text, now);
    const token = { ...attempt, flow: undefined };
    kept.set(text, token);
    return token;
  };
}

// Each document of a flow has addresses of its own: they come once.
function flowTokenOf(ctx: Context, text: string, now: Date): CallToken | undefined {
  const flow = readFlowToken(text, now, ctx.keys);
  return flow && { tenantId: flow.tenantId, attemptId: undefined, flow };
}
