import { secureRandom } from '@offhook/kit';
import type { Target } from './call.ts';
import { overridesOf } from './connection-overrides.ts';
import type { Exchange } from './exchange.ts';
import { sign } from './signature.ts';

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
  body: Uint8Array;
  /** Where the answer came from, after redirects. */
  url: string;
}

const mostRedirects = 10;

/**
 * Asks the application: signed, redirected at most ten times, within 15 seconds of the wall (the network is of the wall,
 * not of our clock). A connection that fails is tried once more; what is tried again, and how often, the fragment of the
 * URL may change.
 *
 * @see https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides (read 2026-11-21)
 */
export function ask(exchange: Exchange, target: Target, params: Record<string, string>): Promise<Answer> {
  return exchange.clock.during(askWithRetries(exchange, target, params));
}

async function askWithRetries(exchange: Exchange, target: Target, params: Record<string, string>): Promise<Answer> {
  const overrides = overridesOf(target.url, exchange.settings.webhookTimeoutMs);
  const token = Buffer.from(secureRandom().bytes(16)).toString('hex');
  for (let attempt = 0; ; attempt += 1) {
    const isLast = attempt >= overrides.retries;
    try {
      const answer = await follow(exchange, target, params, { token, timeoutMs: overrides.timeoutMs });
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
  how: { token: string; timeoutMs: number },
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
  { token, timeoutMs }: { token: string; timeoutMs: number },
): Promise<Response> {
  const { address, signed, authorization } = addressOf(url, method === 'GET' ? params : {});
  const form = method === 'POST' ? params : undefined;
  const headers: Record<string, string> = {
    'user-agent': 'TwilioProxy/1.1',
    'x-twilio-signature': sign(exchange.account.authToken, signed, form),
    'i-twilio-idempotency-token': token,
  };
  if (authorization) headers.authorization = authorization;
  if (form) headers['content-type'] = 'application/x-www-form-urlencoded; charset=UTF-8';
  try {
    const body = form ? new URLSearchParams(form).toString() : undefined;
    const signal = AbortSignal.timeout(timeoutMs);
    return await exchange.fetch(address, { method, headers, body, redirect: 'manual', signal });
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    throw new WebhookFailed(
      isLate ? 11200 : 11205,
      url,
      isLate ? 'No answer in time' : `No connection: ${reasonOf(error)}`,
    );
  }
}

/** fetch refuses credentials in a URL, while Twilio signs them as they were configured. */
function addressOf(text: string, query: Record<string, string>) {
  if (!URL.canParse(text)) throw new WebhookFailed(11100, text, `${text} is not a URL`);
  const url = new URL(text);
  url.hash = '';
  // The URL is signed as it was given: normalising it would change the text that the application signs.
  const bare = text.split('#')[0] ?? text;
  const added = new URLSearchParams(query).toString();
  const signed = added === '' ? bare : bare + (bare.includes('?') ? '&' : '?') + added;
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  const authorization = url.username ? `Basic ${Buffer.from(credentials).toString('base64')}` : undefined;
  const address = authorization ? signed.replace(/\/\/[^/@]*@/, '//') : signed;
  return { address, signed, authorization };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
