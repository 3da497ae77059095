import { Agent, type Dispatcher } from 'undici';
import type { Overrides } from '../connection-overrides.ts';
import { failureOf, WebhookFailed } from './failure.ts';
import { contentTypeOf, type Incoming, type Outgoing, type Transport } from './transport.ts';

const mostConnections = 512;

/**
 * Keep-alive HTTP and HTTPS. Speaks to undici's dispatcher rather than through fetch, which takes four times the CPU, or
 * node:http, which takes one and a half times (2026-11-21, Node 26.10).
 */
export function httpTransport({ verifiesTls }: { verifiesTls: boolean }): Transport {
  // How long a connection may take, and whether TLS names the host, belong to an agent in undici.
  const agents = new Map<string, Agent>();
  const agentFor = ({ connectMs, sendsServerName }: Overrides): Agent => {
    const key = sendsServerName ? `${connectMs}` : `${connectMs} unnamed`;
    const found = agents.get(key);
    if (found) return found;
    const servername = sendsServerName ? {} : { servername: '' };
    const connect = { timeout: connectMs, rejectUnauthorized: verifiesTls, ...servername };
    const agent = new Agent({ connections: mostConnections, connect });
    agents.set(key, agent);
    return agent;
  };
  return {
    send: (request) =>
      new Promise((resolve, reject) => dispatch(agentFor(request.overrides), request, resolve, reject)),
    close: () => {
      for (const agent of agents.values()) agent.destroy().catch(() => undefined);
    },
  };
}

function dispatch(
  agent: Agent,
  request: Outgoing,
  resolve: (answer: Incoming) => void,
  reject: (error: unknown) => void,
): void {
  const { method, origin, path, headers, body, overrides, deadlineMs } = request;
  const url = origin + path;
  const leftMs = deadlineMs - performance.now();
  if (leftMs <= 0) {
    reject(new WebhookFailed(11203, url, 'The time for everything is over', 'rt'));
    return;
  }
  // What ends first decides which of Twilio's numbers a missing answer has.
  const isTotal = leftMs < overrides.readMs - 50;
  const patienceMs = Math.max(1, Math.min(leftMs, overrides.readMs));
  const limits = { headersTimeout: patienceMs, bodyTimeout: patienceMs };
  const failed = (error: Error) => {
    const failure = failureOf(error, url);
    const isLate = isTotal && failure.retriable === 'rt';
    reject(isLate ? new WebhookFailed(11203, url, 'The time for everything is over', 'rt') : failure);
  };
  agent.dispatch({ origin, path, method, headers, body: body ?? null, ...limits }, reader(request, resolve, failed));
}

function reader(
  { origin, path, deadlineMs, mostBytes }: Outgoing,
  resolve: (answer: Incoming) => void,
  failed: (error: Error) => void,
): Dispatcher.DispatchHandler {
  const url = origin + path;
  let answer: Incoming | undefined;
  let abort: (error: Error) => void = () => undefined;
  let rest: Buffer[] | undefined;
  let length = 0;
  let most = 0;
  return {
    onConnect: (stop) => {
      abort = stop;
    },
    onHeaders: (status, raw) => {
      if (status < 200) return true;
      const { headers, cookies } = headersFrom(raw);
      answer = { status, headers, cookies, body: nothing, isTooLong: false };
      most = mostBytes(contentTypeOf(headers));
      return true;
    },
    onData: (chunk) => {
      if (!answer) return true;
      length += chunk.length;
      if (length > most) {
        answer.isTooLong = true;
        resolve(answer);
        abort(new WebhookFailed(11750, url, 'The answer is too long'));
      } else if (answer.body === nothing) answer.body = chunk;
      else {
        rest ??= [];
        rest.push(chunk);
        if (performance.now() > deadlineMs)
          abort(new WebhookFailed(11203, url, 'The time for everything is over', 'rt'));
      }
      return true;
    },
    onComplete: () => {
      if (!answer) return failed(new WebhookFailed(11206, url, 'That is no HTTP answer'));
      if (rest) answer.body = Buffer.concat([answer.body, ...rest]);
      resolve(answer);
    },
    onError: (error) => {
      const isCut = answer !== undefined && failureOf(error, url).code === 11205;
      failed(isCut ? new WebhookFailed(11200, url, `The answer ended early: ${error.message}`) : error);
    },
  };
}

const nothing = Buffer.alloc(0);

function headersFrom(raw: Buffer[]): Pick<Incoming, 'headers' | 'cookies'> {
  const headers: Record<string, string> = {};
  const cookies: string[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = raw[at]?.toString('latin1').toLowerCase() ?? '';
    const value = raw[at + 1]?.toString('latin1') ?? '';
    if (name === 'set-cookie') cookies.push(value);
    else headers[name] ??= value;
  }
  return { headers, cookies };
}
