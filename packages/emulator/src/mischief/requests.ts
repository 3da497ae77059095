import type { Exchange } from '../exchange.ts';
import type { Operation, RestRequest } from '../rest/operation.ts';
import { errorBody } from '../rest/refusals.ts';
import { befalling } from './applied.ts';
import { badBody, slowBody } from './bodies.ts';
import { asItWas } from './lag.ts';
import type { Applied } from './mischief.ts';
import type { RequestFaultRule } from './rule.ts';

/** The connection breaks without an answer. In process there is no connection, so the request fails instead. */
export class ConnectionDropped extends Error {
  override name = 'ConnectionDropped';
}

/** Runs an operation as the rules have it. */
export async function underMischief(exchange: Exchange, operation: Operation, request: RestRequest): Promise<unknown> {
  if (exchange.mischief.isIdle) return operation.run(request);
  const numbers = ['From', 'To'].flatMap((name) => request.form.get(name) ?? request.query.get(name) ?? []);
  const accountSid = request.account.sid;
  const [applied] = befalling(exchange, { kind: 'operation', name: operation.id, accountSid, numbers });
  if (!applied || applied.fault.fault === 'step-clock') return operation.run(request);
  // A rule about an operation has a fault of a request.
  return run(exchange, operation, request, applied as Applied<RequestFaultRule>);
}

async function run(
  exchange: Exchange,
  operation: Operation,
  request: RestRequest,
  { fault, draw }: Applied<RequestFaultRule>,
): Promise<unknown> {
  const status = operation.status ?? 200;
  switch (fault.fault) {
    case 'refuse':
      if (fault.accepted) await operation.run(request);
      return refusal(fault);
    case 'cut':
      if (fault.accepted !== false) await operation.run(request);
      throw new ConnectionDropped('The connection was reset');
    case 'late-accept':
      await exchange.clock.sleep(draw(fault.delayMs));
      return operation.run(request);
    case 'lag':
      return asItWas(exchange, await operation.run(request), exchange.clock.nowMs() - draw(fault.delayMs));
    case 'callback-first': {
      const result = await operation.run(request);
      await firstCallback(exchange, sidIn(result), fault.patienceMs ?? 5000);
      return result;
    }
    case 'slow': {
      const result = await operation.run(request);
      if (fault.part === 'body') return slowBody(exchange.clock, responseFrom(result, status), draw(fault.delayMs));
      await exchange.clock.sleep(draw(fault.delayMs));
      return result;
    }
    case 'bad-body':
      return badBody(responseFrom(await operation.run(request), status), fault);
  }
}

const usualCodes: Record<number, [code: number, message: string]> = {
  401: [20003, 'Authenticate'],
  403: [20403, 'Forbidden'],
  404: [20404, 'The requested resource was not found'],
  429: [20429, 'Too Many Requests'],
  503: [20503, 'Service is not available'],
};

function refusal({
  status,
  code,
  message,
  retryAfterSeconds,
}: Extract<RequestFaultRule, { fault: 'refuse' }>): Response {
  const [usualCode, usualMessage] = usualCodes[status] ?? [20500, 'An internal server error has occurred'];
  const body = errorBody({ code: code ?? usualCode, message: message ?? usualMessage, status });
  const retryAfter = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  return Response.json(body, { status, headers: retryAfter });
}

function responseFrom(result: unknown, status: number): Response {
  return result instanceof Response ? result : Response.json(result ?? null, { status });
}

function sidIn(result: unknown): string | undefined {
  const sid = typeof result === 'object' && result !== null && 'sid' in result ? result.sid : undefined;
  return typeof sid === 'string' ? sid : undefined;
}

// The application hears of its call before it knows that it has one.
async function firstCallback(exchange: Exchange, callSid: string | undefined, patienceMs: number): Promise<void> {
  if (exchange.world.history.get(callSid ?? '')?.some(({ event }) => event.type === 'asked')) return;
  await new Promise<void>((resolve) => {
    const listener: typeof exchange.listeners extends Set<infer Listener> ? Listener : never = (entry) => {
      if (entry.kind === 'call' && entry.sid === callSid && entry.event.type === 'asked') done();
    };
    const done = () => {
      timer.cancel();
      exchange.listeners.delete(listener);
      resolve();
    };
    const timer = exchange.clock.after(patienceMs, done);
    exchange.listeners.add(listener);
  });
}
