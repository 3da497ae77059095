import type { Exchange } from '../exchange.ts';
import { createCall } from './calls.ts';
import { RestRefusal } from './refusals.ts';
import { formOf, type RequestContext } from './request.ts';

/** Creates a call, unless a fault was ordered for this request. */
export async function createUnderFault(exchange: Exchange, c: RequestContext): Promise<Response> {
  const params = await formOf(c);
  const fault = exchange.faults.take('calls.create');
  if (fault === 'refuse-429') throw new RestRefusal(429, 20429, 'Too Many Requests');
  if (fault === 'error-before') throw new RestRefusal(500, 20500, 'An internal server error has occurred');
  if (fault === 'late-accept') await exchange.clock.sleep(exchange.settings.lateAcceptMs);
  const json = await createCall(exchange, params);
  if (fault === 'error-after') throw new RestRefusal(500, 20500, 'An internal server error has occurred');
  if (fault === 'drop-after') return drop(c);
  return c.json(json, 201);
}

/** The connection breaks without an answer. In process there is no connection, so the request fails instead. */
export class ConnectionDropped extends Error {
  override name = 'ConnectionDropped';
}

function drop(c: RequestContext): Response {
  c.env?.incoming?.socket.destroy();
  throw new ConnectionDropped('The connection was reset');
}
