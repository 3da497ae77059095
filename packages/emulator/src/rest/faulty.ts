import type { Exchange } from '../exchange.ts';
import type { Operation, RestRequest } from './operation.ts';
import { RestRefusal } from './refusals.ts';

/** Runs an operation, unless a fault was ordered for it. */
export async function underFault(exchange: Exchange, operation: Operation, request: RestRequest): Promise<unknown> {
  const fault = operation.id === 'CreateCall' ? exchange.faults.take('calls.create') : undefined;
  if (fault === 'refuse-429') throw new RestRefusal(429, 20429, 'Too Many Requests');
  if (fault === 'error-before') throw new RestRefusal(500, 20500, 'An internal server error has occurred');
  if (fault === 'late-accept') await exchange.clock.sleep(exchange.settings.lateAcceptMs);
  const result = await operation.run(request);
  if (fault === 'error-after') throw new RestRefusal(500, 20500, 'An internal server error has occurred');
  if (fault === 'drop-after') throw new ConnectionDropped('The connection was reset');
  return result;
}

/** The connection breaks without an answer. In process there is no connection, so the request fails instead. */
export class ConnectionDropped extends Error {
  override name = 'ConnectionDropped';
}
