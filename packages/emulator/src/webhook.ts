import type { Method, Target } from './call.ts';
import { overridesOf } from './connection-overrides.ts';
import { accountOf, type Exchange, noteCall } from './exchange.ts';
import { sign } from './signature.ts';
import { arrival, type Task } from './task.ts';
import { callOf } from './world.ts';

/** A request to the application did not bring an answer; `code` is Twilio's number for the reason. */
export class WebhookFailed extends Error {
  override name = 'WebhookFailed';
  readonly code: number;
  readonly url: string;
  constructor(code: number, url: string, message: string) {
    super(message);
    this.code = code;
    this.url = url;
  }
}

export interface Answer {
  status: number;
  contentType: string;
  body: Uint8Array | string;
  /** Where the answer came from, after redirects. */
  url: string;
}

/** One signed request of ours, as the application receives it. */
export interface WebhookRequest {
  method: Method;
  /** With the query, without the fragment: the text that is signed. */
  url: string;
  /** The form of a POST; of a GET what was added to the query. */
  parameters: Record<string, string>;
  headers: Record<string, string>;
}

/** An application in the same process: what it returns at once costs no promise. */
export type Application = (
  request: WebhookRequest,
) =>
  | { status: number; contentType: string; body: string }
  | Promise<{ status: number; contentType: string; body: string }>;

const mostRedirects = 10;

/**
 * Asks the application: signed, redirected at most ten times, within 15 seconds of the wall (the network is of the wall,
 * not of our clock). A connection that fails is tried once more; what is tried again, and how often, the fragment of the
 * URL may change. What was asked and answered is noted on the call.
 *
 * @see https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides (read 2026-11-21)
 */
export function* ask(
  exchange: Exchange,
  callSid: string,
  target: Target,
  parameters: Record<string, string>,
): Task<Answer> {
  const asking = prepare(exchange, callSid, target, parameters);
  const answering = exchange.application
    ? askDirectly(exchange.application, asking)
    : askWithRetries(exchange, target, asking);
  const note = (answer: Answer | undefined, problem?: string) => noteAsked(exchange, asking, answer, problem);
  if (!(answering instanceof Promise)) {
    note(answering);
    return answering;
  }
  const arriving = exchange.clock.inTurn(answering);
  // Noted also when the call has gone on meanwhile and nobody waits any more.
  arriving.then(note, (error: unknown) => note(undefined, String(error)));
  return yield* arrival(arriving);
}

interface Asking {
  callSid: string;
  authToken: string;
  startedAtMs: number;
  request: WebhookRequest;
  token: string;
}

function prepare(exchange: Exchange, callSid: string, target: Target, parameters: Record<string, string>): Asking {
  const { authToken } = accountOf(exchange, callOf(exchange.world, callSid).accountSid);
  const token = Buffer.from(exchange.random.bytes(16)).toString('hex');
  const { url } = target;
  const query = target.method === 'GET' ? parameters : {};
  const { address } = addressOf(url, query);
  const headers = headersFor(target.method, address.signed, parameters, { authToken, token });
  const request = { method: target.method, url: address.signed, parameters, headers };
  return { callSid, authToken, token, startedAtMs: exchange.clock.nowMs(), request };
}

function askDirectly(application: Application, { request }: Asking): Answer | Promise<Answer> {
  const answer = application(request);
  const { url } = request;
  return answer instanceof Promise ? answer.then((given) => ({ ...given, url })) : { ...answer, url };
}

function noteAsked(exchange: Exchange, asking: Asking, answer: Answer | undefined, problem?: string): void {
  const { method, url, parameters, headers } = asking.request;
  const durationMs = exchange.clock.nowMs() - asking.startedAtMs;
  noteCall(exchange, asking.callSid, {
    type: 'asked',
    request: { method, url, parameters, signature: headers['x-twilio-signature'] ?? '' },
    ...(answer ? { response: { ...responseOf(answer), durationMs } } : {}),
    ...(problem === undefined ? {} : { problem }),
  });
}

function responseOf({ status, contentType, body }: Answer) {
  return { status, contentType, body: textOf(body) };
}

/** What an answer says; bytes are read as UTF-8. */
export function textOf(body: Uint8Array | string): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body);
}

async function askWithRetries(exchange: Exchange, target: Target, { request, ...how }: Asking): Promise<Answer> {
  const overrides = overridesOf(target.url, exchange.settings.webhookTimeoutMs);
  for (let attempt = 0; ; attempt += 1) {
    const isLast = attempt >= overrides.retries;
    try {
      const answer = await follow(exchange, target, request.parameters, { ...how, timeoutMs: overrides.timeoutMs });
      if (isLast || !overrides.retriesStatus(answer.status)) return answer;
    } catch (error) {
      if (isLast || !(error instanceof WebhookFailed) || !overrides.retriesFailure(error.code)) throw error;
    }
  }
}

async function follow(
  exchange: Exchange,
  target: Target,
  params: Record<string, string>,
  how: { authToken: string; token: string; timeoutMs: number },
): Promise<Answer> {
  let { url, method } = target;
  let sent = params;
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    const response = await request(exchange, { url, method }, sent, how);
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || !location) return readAnswer(response, url);
    url = new URL(location, url).href;
    if (response.status === 307 || response.status === 308) continue;
    if (method === 'POST') sent = {};
    method = 'GET';
  }
  throw new WebhookFailed(11215, target.url, `More than ${mostRedirects} redirects`);
}

async function readAnswer(response: Response, url: string): Promise<Answer> {
  const contentType = (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  try {
    return { status: response.status, contentType, body: new Uint8Array(await response.arrayBuffer()), url };
  } catch (error) {
    throw new WebhookFailed(11200, url, `The answer ended early: ${String(error)}`);
  }
}

async function request(
  exchange: Exchange,
  { url, method }: Target,
  params: Record<string, string>,
  { timeoutMs, ...how }: { authToken: string; token: string; timeoutMs: number },
): Promise<Response> {
  const { address, authorization } = addressOf(url, method === 'GET' ? params : {});
  const form = method === 'POST' ? params : undefined;
  const headers = headersFor(method, address.signed, params, how);
  if (authorization) headers.authorization = authorization;
  try {
    const body = form ? new URLSearchParams(form).toString() : undefined;
    const signal = AbortSignal.timeout(timeoutMs);
    return await exchange.fetch(address.bare, { method, headers, body, redirect: 'manual', signal });
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    throw new WebhookFailed(
      isLate ? 11200 : 11205,
      url,
      isLate ? 'No answer in time' : `No connection: ${reasonOf(error)}`,
    );
  }
}

function headersFor(
  method: Method,
  signed: string,
  params: Record<string, string>,
  { authToken, token }: { authToken: string; token: string },
): Record<string, string> {
  const form = method === 'POST' ? params : undefined;
  const headers: Record<string, string> = {
    'user-agent': 'TwilioProxy/1.1',
    'x-twilio-signature': sign(authToken, signed, form),
    'i-twilio-idempotency-token': token,
  };
  if (form) headers['content-type'] = 'application/x-www-form-urlencoded; charset=UTF-8';
  return headers;
}

/** fetch refuses credentials in a URL, while Twilio signs them as they were configured. */
function addressOf(text: string, query: Record<string, string>) {
  if (!URL.canParse(text)) throw new WebhookFailed(11100, text, `${text} is not a URL`);
  const url = new URL(text);
  // The URL is signed as it was given: normalising it would change the text that the application signs.
  const whole = text.split('#')[0] ?? text;
  const added = new URLSearchParams(query).toString();
  const signed = added === '' ? whole : whole + (whole.includes('?') ? '&' : '?') + added;
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  const authorization = url.username ? `Basic ${Buffer.from(credentials).toString('base64')}` : undefined;
  const bare = authorization ? signed.replace(/\/\/[^/@]*@/, '//') : signed;
  return { address: { signed, bare }, authorization };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
