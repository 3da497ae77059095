import type { Id } from '@offhook/kit';
import type { Carrier } from '#providers/carrier';
import type { Tx } from '#runtime/database/database';
import { makeLastKnown } from '#runtime/last-known';
import type { Context } from '../../context.ts';
import {
  type ConnectionRow,
  connectionIdsOfCalls,
  connectionOf,
  connectionOfId,
  connectionsByAccount,
} from './store.ts';

/** An account at a carrier that a workspace calls through. */
export interface Connection {
  id: Id<'connection'>;
  tenantId: Id<'workspace'>;
  simulated: boolean;
  accountSid: string;
  authToken: string;
  /** What the carrier may sign with: the token, and for a while after a change the one before. */
  signingTokens: readonly string[];
  baseUrl: string;
  carrier: Carrier;
}

export const tokenPlace = (tenantId: string, accountSid: string) =>
  `${tenantId}/carrier_connections.auth_token/${accountSid}`;

/** The workspace's connection, or undefined: then the carrier mode is `none`. */
export async function connectionFor(ctx: Context, tx: Tx, tenantId: Id<'workspace'>): Promise<Connection | undefined> {
  const row = await connectionOf(tx, tenantId, ctx.config.carrier);
  return row && opened(ctx, row);
}

/** The connection that something was done through, whichever the workspace uses now. */
export async function connectionById(
  ctx: Context,
  tx: Tx,
  tenantId: Id<'workspace'>,
  id: Id<'connection'>,
): Promise<Connection | undefined> {
  const row = await connectionOfId(tx, tenantId, id);
  return row && opened(ctx, row);
}

/**
 * The connection that a call was placed or came in through, whichever the workspace uses now; where that is not known
 * the one that it uses now.
 */
export async function connectionOfCall(
  ctx: Context,
  tx: Tx,
  call: { tenantId: Id<'workspace'>; id: Id<'call'> },
): Promise<Connection | undefined> {
  const id = (await connectionIdsOfCalls(tx, call.tenantId, [call.id])).get(call.id);
  return id ? connectionById(ctx, tx, call.tenantId, id) : connectionFor(ctx, tx, call.tenantId);
}

/**
 * The connection of this id, or where none is named the workspace's. Work that the carrier must do fails without one and
 * is tried again: it is never taken for done.
 */
export async function mustConnect(
  ctx: Context,
  tenantId: Id<'workspace'>,
  id: Id<'connection'> | null,
): Promise<Connection> {
  const connection = await ctx.db.asTenant(tenantId, (tx) =>
    id ? connectionById(ctx, tx, tenantId, id) : connectionFor(ctx, tx, tenantId),
  );
  if (!connection) throw new Error('The workspace has no connection to its carrier.');
  return connection;
}

const keptMs = 5000;

/** A caller hears nothing meanwhile. */
const patienceMs = 700;
/** A token that was taken away must not prove anybody for long. */
const maxAgeMs = 4 * 3_600_000;
const mostAccounts = 1000;

/**
 * Looks up every workspace's connection to an account; webhooks are verified with its token. Kept for five seconds:
 * reading and unsealing it for each webhook would cost more than the check itself. While the database is slow or away,
 * what it said last still proves who calls.
 */
export function connectionLookup(ctx: Context): (accountSid: string) => Promise<Connection[]> {
  const kept = new Map<string, { untilMs: number; connections: Promise<Connection[]> }>();
  // Strangers may name any account: none that is not ours is remembered for long.
  const lastKnown = makeLastKnown<Connection[]>({ clock: ctx.clock, patienceMs, maxAgeMs, most: mostAccounts });
  const read = async (accountSid: string): Promise<Connection[]> => {
    const rows = await ctx.db.asSystem((tx) => connectionsByAccount(tx, accountSid));
    return rows.map((row) => opened(ctx, row));
  };
  return async (accountSid) => {
    if (!/^AC[0-9a-f]{32}$/.test(accountSid)) return [];
    const nowMs = ctx.clock.nowMs();
    const known = kept.get(accountSid);
    if (known && known.untilMs > nowMs) return known.connections;
    for (const [sid, entry] of kept) if (entry.untilMs <= nowMs) kept.delete(sid);
    const connections = lastKnown(accountSid, () => read(accountSid));
    connections.catch(() => kept.delete(accountSid));
    kept.set(accountSid, { untilMs: nowMs + keptMs, connections });
    return connections;
  };
}

function opened(ctx: Context, row: ConnectionRow): Connection {
  const { id, tenantId, accountSid, baseUrl } = row;
  const authToken = ctx.keys.open(tokenPlace(tenantId, accountSid), row.sealedAuthToken);
  const timeoutMs = ctx.config.carrier.timeoutMs;
  const carrier = ctx.carriers.connect({ accountSid, authToken, baseUrl, timeoutMs });
  const simulated = row.mode === 'emulator';
  return { id, tenantId, simulated, accountSid, authToken, signingTokens: signingTokens(ctx, row), baseUrl, carrier };
}

function signingTokens(ctx: Context, row: ConnectionRow): string[] {
  const open = (sealed: Buffer) => ctx.keys.open(tokenPlace(row.tenantId, row.accountSid), sealed);
  const { previousSealedAuthToken: previous, previousAuthTokenUntil: until } = row;
  return [open(row.sealedAuthToken), ...(previous && until && until > ctx.clock.now() ? [open(previous)] : [])];
}
