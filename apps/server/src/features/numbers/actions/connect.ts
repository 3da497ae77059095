import type { Id } from '@offhook/kit';
import { type Connection, connectionById, connectionFor } from '#features/workspaces';
import { CarrierProblem } from '#providers/carrier';
import { missingCredentials } from '#runtime/config';
import type { Tx } from '#runtime/database/database';
import { Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';

/** The workspace's connection, or the one that a number was bought through. */
export async function mustHaveConnection(
  ctx: Context,
  tx: Tx,
  tenantId: Id<'workspace'>,
  id?: Id<'connection'>,
): Promise<Connection> {
  const connection = id ? await connectionById(ctx, tx, tenantId, id) : await connectionFor(ctx, tx, tenantId);
  if (connection) return connection;
  throw new Refusal('calls.no_carrier', { missing: missingCredentials(ctx.config.carrier).join(', ') });
}

/** What the carrier answers; its no, or its silence, is a refusal. */
export async function answered<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    if (!(error instanceof CarrierProblem)) throw error;
    throw error.isCertain
      ? new Refusal('numbers.carrier_refused', { reason: error.message })
      : new Refusal('numbers.carrier_silent', { reason: error.message });
  });
}
