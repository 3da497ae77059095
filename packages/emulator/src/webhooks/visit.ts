import type { Method, Target } from '../call.ts';
import type { Exchange } from '../exchange.ts';
import { sign } from '../signature.ts';
import { type Address, addressOf, withoutCredentials, withQuery } from './address.ts';
import { WebhookFailed } from './failure.ts';
import { formOf } from './form.ts';
import { keepChallenge, keepCookies, sessionHeaders } from './session.ts';
import { contentTypeOf, type Incoming } from './transport.ts';

/** One signed request of ours, as the application receives it. */
export interface WebhookRequest {
  method: Method;
  /** With the query, without the fragment: the text that is signed. */
  url: string;
  /** The form of a POST; of a GET what was added to the query. */
  parameters: Record<string, string>;
  headers: Record<string, string>;
}

export interface Answer {
  status: number;
  contentType: string;
  body: Uint8Array | string;
  /** Where the answer came from, after redirects. */
  url: string;
  /** Whether the body was longer than what is read, and is not here. */
  isTooLong?: boolean;
}

/** How a signature is made: by the account's token over the URL, unless something is to go wrong. */
export type Signing = (url: string, parameters: Record<string, string>) => string | undefined;

/** A request before it is sent: whose it is, and what it carries. */
export interface Asking {
  callSid: string;
  target: Target;
  parameters: Record<string, string>;
  /** The same for every retry of one request. */
  idempotencyToken: string;
  signing: Signing;
  mostBytes(contentType: string): number;
}

const mostRedirects = 10;

export function signingWith(authToken: string): Signing {
  return (url, parameters) => sign(authToken, url, parameters);
}

/** A request as it goes out. */
export interface Prepared {
  request: WebhookRequest;
  path: string;
  body?: string;
}

/** The request as it first goes out. Throws {@link WebhookFailed} when its URL makes no sense. */
export function prepare(exchange: Exchange, asking: Asking): Prepared {
  const { target, parameters } = asking;
  const address = addressOf(target.url, exchange.settings.webhookTimeoutMs);
  return signed(exchange, asking, address, { method: target.method, parameters });
}

/**
 * Asks the application: redirected at most ten times, with cookies and credentials as within one call, within 15 seconds of
 * the wall (the network is of the wall, not of our clock). A connection that fails is tried once more; what is tried again,
 * and how often, the fragment of the URL may change. Throws {@link WebhookFailed}.
 *
 * @see https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides (read 2026-11-21)
 */
export async function visit(exchange: Exchange, asking: Asking, prepared?: Prepared): Promise<Answer> {
  const { overrides } = addressOf(asking.target.url, exchange.settings.webhookTimeoutMs);
  const deadlineMs = performance.now() + overrides.totalMs;
  for (let attempt = 0; ; attempt += 1) {
    const isLast = attempt >= overrides.retries || performance.now() >= deadlineMs;
    try {
      const answer = await follow(exchange, asking, deadlineMs, attempt === 0 ? prepared : undefined);
      if (isLast || !overrides.retriesStatus(answer.status)) return answer;
    } catch (error) {
      if (isLast || !(error instanceof WebhookFailed) || !overrides.retriesFailure(error.retriable)) throw error;
    }
  }
}

async function follow(
  exchange: Exchange,
  asking: Asking,
  deadlineMs: number,
  prepared: Prepared | undefined,
): Promise<Answer> {
  let { method, url } = asking.target;
  let { parameters } = asking;
  let address = addressOf(url, exchange.settings.webhookTimeoutMs);
  const { overrides } = address;
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    if (hop > 0) address = { ...addressOf(url, exchange.settings.webhookTimeoutMs), overrides };
    const first = hop === 0 ? prepared : undefined;
    const answer = await authorized(exchange, asking, address, { method, parameters, deadlineMs, prepared: first });
    const { location } = answer.headers;
    if (answer.status < 300 || answer.status >= 400 || !location) return answerFrom(answer, url);
    if (!URL.canParse(location, url))
      throw new WebhookFailed(11206, url, `It redirects to ${location}, which is no URL`);
    url = new URL(location, url).href;
    if (answer.status === 307 || answer.status === 308) continue;
    if (method === 'POST') parameters = {};
    method = 'GET';
  }
  throw new WebhookFailed(11215, asking.target.url, `More than ${mostRedirects} redirects`);
}

function answerFrom({ status, headers, body, isTooLong }: Incoming, url: string): Answer {
  return { status, contentType: contentTypeOf(headers), body, url, ...(isTooLong ? { isTooLong } : {}) };
}

interface Step {
  method: Method;
  parameters: Record<string, string>;
  deadlineMs: number;
  prepared?: Prepared;
}

function authorized(exchange: Exchange, asking: Asking, address: Address, step: Step): Promise<Incoming> {
  return address.credentials ? withCredentials(exchange, asking, address, step) : send(exchange, asking, address, step);
}

async function withCredentials(exchange: Exchange, asking: Asking, address: Address, step: Step): Promise<Incoming> {
  const first = await send(exchange, asking, address, step);
  if (first.status !== 401) return first;
  const isAnswerable = keepChallenge(sessionOf(exchange, asking), address, first.headers['www-authenticate']);
  return isAnswerable ? send(exchange, asking, address, { ...step, prepared: undefined }) : first;
}

async function send(exchange: Exchange, asking: Asking, address: Address, step: Step): Promise<Incoming> {
  const { request, path, body } = step.prepared ?? signed(exchange, asking, address, step);
  const { method, url, headers } = request;
  const isGet = method === 'GET';
  if (isGet) {
    const fresh = exchange.web.kept.fresh(url, exchange.clock.nowMs());
    if (fresh) return fresh;
    Object.assign(headers, exchange.web.kept.validators(url));
  }
  const { origin, overrides } = address;
  const { deadlineMs } = step;
  const { mostBytes } = asking;
  const sent = { method, origin, path, headers, body, overrides, deadlineMs, mostBytes };
  const answer = await exchange.web.transport.send(sent);
  if (answer.cookies.length > 0) keepCookies(sessionOf(exchange, asking), origin + path, answer.cookies);
  return isGet ? exchange.web.kept.settle(url, answer, exchange.clock.nowMs()) : answer;
}

// What comes after the last callback of a call, a transcription or a duplicate, is remembered by nobody.
function sessionOf({ web, world }: Exchange, { callSid }: Asking) {
  const known = web.sessions.get(callSid);
  if (known) return known;
  const session = {};
  if (world.calls.get(callSid)?.isTold === false) web.sessions.set(callSid, session);
  return session;
}

function signed(
  exchange: Exchange,
  asking: Asking,
  address: Address,
  { method, parameters }: { method: Method; parameters: Record<string, string> },
): Prepared {
  // An application in this process is given the parameters themselves.
  const form = exchange.application && method === 'POST' ? '' : formOf(parameters);
  const query = method === 'GET' ? form : '';
  const path = withQuery(address.path, query);
  // Whether credentials are part of what is signed is not documented; they are, unless the option says otherwise.
  const base = exchange.settings.signsCredentials ? address.given : withoutCredentials(address.given);
  const url = withQuery(base, query);
  const headers: Record<string, string> = { 'user-agent': 'TwilioProxy/1.1', accept: '*/*' };
  const signature = asking.signing(url, method === 'POST' ? parameters : {});
  if (signature !== undefined) headers['x-twilio-signature'] = signature;
  headers['i-twilio-idempotency-token'] = asking.idempotencyToken;
  const session = exchange.web.sessions.get(asking.callSid);
  if (session) Object.assign(headers, sessionHeaders(session, method, address, path));
  if (method === 'GET') return { request: { method, url, parameters, headers }, path };
  headers['content-type'] = 'application/x-www-form-urlencoded; charset=UTF-8';
  return { request: { method, url, parameters, headers }, path, body: form };
}
