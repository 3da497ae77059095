import type { Id } from '@offhook/kit';
import type { Carrier } from '#providers/carrier';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../context.ts';
import { type ConnectionRow, connectionOf, connectionsByAccount } from './store.ts';

/** An account at a carrier that a workspace calls through. */
export interface Connection {
  id: Id<'connection'>;
  tenantId: Id<'workspace'>;
  simulated: boolean;
  accountSid: string;
  authToken: string;
  baseUrl: string;
  carrier: Carrier;
}

export const tokenPlace = (tenantId: string, accountSid: string) =>
  `${tenantId}/carrier_connections.auth_token/${accountSid}`;

/** The workspace's connection, or undefined: then the carrier mode is `none`. */
export async function connectionFor(ctx: Context, tx: Tx, tenantId: Id<'workspace'>): Promise<Connection | undefined> {
  if (ctx.config.carrier.mode === 'none') return undefined;
  const row = await connectionOf(tx, tenantId);
  return row && row.mode === ctx.config.carrier.mode ? opened(ctx, row) : undefined;
}

/** Every workspace's connection to an account; webhooks are verified with its token. */
export async function connectionsTo(ctx: Context, accountSid: string): Promise<Connection[]> {
  const rows = await ctx.db.asSystem((tx) => connectionsByAccount(tx, accountSid));
  return rows.map((row) => opened(ctx, row));
}

function opened(ctx: Context, row: ConnectionRow): Connection {
  const { id, tenantId, accountSid, baseUrl } = row;
  const authToken = ctx.keys.open(tokenPlace(tenantId, accountSid), row.sealedAuthToken);
  const timeoutMs = ctx.config.carrier.timeoutMs;
  const carrier = ctx.carriers.connect({ accountSid, authToken, baseUrl, timeoutMs });
  return { id, tenantId, simulated: row.mode === 'emulator', accountSid, authToken, baseUrl, carrier };
}
