import type { Id } from '@offhook/kit';
import type { Tx } from '#runtime/database/database';

export interface WorkspaceRow {
  tenantId: Id<'workspace'>;
  name: string;
  country: string;
  timeZone: string;
  defaultFromNumber: string | null;
  hasSampleData: boolean;
  createdAt: Date;
}

export interface ConnectionRow {
  id: Id<'connection'>;
  tenantId: Id<'workspace'>;
  mode: 'emulator' | 'twilio';
  accountSid: string;
  sealedAuthToken: Buffer;
  baseUrl: string;
  /** Of before the last change: the carrier may still sign with it for a while. */
  previousSealedAuthToken: Buffer | null;
  previousAuthTokenUntil: Date | null;
}

/** The workspace; it exists, or the actor could not. */
export async function workspaceOf(tx: Tx, tenantId: Id<'workspace'>): Promise<WorkspaceRow> {
  const row = await tx.selectFrom('workspaces').selectAll().where('tenant_id', '=', tenantId).executeTakeFirstOrThrow();
  return {
    tenantId,
    name: row.name,
    country: row.country,
    timeZone: row.time_zone,
    defaultFromNumber: row.default_from_number,
    hasSampleData: row.has_sample_data,
    createdAt: row.created_at,
  };
}

export async function insertWorkspace(tx: Tx, workspace: WorkspaceRow): Promise<void> {
  await tx
    .insertInto('workspaces')
    .values({
      tenant_id: workspace.tenantId,
      name: workspace.name,
      country: workspace.country,
      time_zone: workspace.timeZone,
      default_from_number: workspace.defaultFromNumber,
      has_sample_data: workspace.hasSampleData,
      created_at: workspace.createdAt,
    })
    .execute();
}

export async function updateWorkspace(
  tx: Tx,
  tenantId: Id<'workspace'>,
  change: Partial<Pick<WorkspaceRow, 'name' | 'country' | 'timeZone' | 'defaultFromNumber' | 'hasSampleData'>>,
): Promise<void> {
  const columns = {
    ...(change.name === undefined ? {} : { name: change.name }),
    ...(change.country === undefined ? {} : { country: change.country }),
    ...(change.timeZone === undefined ? {} : { time_zone: change.timeZone }),
    ...(change.defaultFromNumber === undefined ? {} : { default_from_number: change.defaultFromNumber }),
    ...(change.hasSampleData === undefined ? {} : { has_sample_data: change.hasSampleData }),
  };
  if (Object.keys(columns).length === 0) return;
  await tx.updateTable('workspaces').set(columns).where('tenant_id', '=', tenantId).execute();
}

export async function allTenantIds(tx: Tx): Promise<Id<'workspace'>[]> {
  return (await tx.selectFrom('workspaces').select('tenant_id').orderBy('created_at').execute()).map(
    (row) => row.tenant_id,
  );
}

export async function noteStep(tx: Tx, tenantId: Id<'workspace'>, step: string, at: Date): Promise<void> {
  await tx
    .insertInto('first_steps')
    .values({ tenant_id: tenantId, step, done_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function doneSteps(tx: Tx): Promise<Set<string>> {
  return new Set((await tx.selectFrom('first_steps').select('step').execute()).map((row) => row.step));
}

const connectionColumns = [
  'id',
  'tenant_id as tenantId',
  'mode',
  'account_sid as accountSid',
  'sealed_auth_token as sealedAuthToken',
  'base_url as baseUrl',
  'previous_sealed_auth_token as previousSealedAuthToken',
  'previous_auth_token_until as previousAuthTokenUntil',
] as const;

/** The connection of a workspace in this mode: to this account, or where none is named the newest. */
export async function connectionOf(
  tx: Tx,
  tenantId: Id<'workspace'>,
  { mode, accountSid }: { mode: string; accountSid: string | undefined },
): Promise<ConnectionRow | undefined> {
  if (mode !== 'emulator' && mode !== 'twilio') return undefined;
  let query = tx
    .selectFrom('carrier_connections')
    .select(connectionColumns)
    .where('tenant_id', '=', tenantId)
    .where('mode', '=', mode);
  if (mode === 'twilio' && accountSid) query = query.where('account_sid', '=', accountSid);
  return query.orderBy('id', 'desc').limit(1).executeTakeFirst();
}

/** One connection of a workspace, whatever the mode is now. */
export async function connectionOfId(
  tx: Tx,
  tenantId: Id<'workspace'>,
  id: Id<'connection'>,
): Promise<ConnectionRow | undefined> {
  return tx
    .selectFrom('carrier_connections')
    .select(connectionColumns)
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/**
 * Through which connections calls were placed, of several attempts the one that counts, else the last; or came in. Of
 * calls that came in before that was written down it is not known.
 */
export async function connectionIdsOfCalls(
  tx: Tx,
  tenantId: Id<'workspace'>,
  callIds: readonly Id<'call'>[],
): Promise<Map<Id<'call'>, Id<'connection'>>> {
  if (callIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom('calls')
    .leftJoin('attempts', (join) =>
      join.onRef('attempts.tenant_id', '=', 'calls.tenant_id').onRef('attempts.call_id', '=', 'calls.id'),
    )
    .select(['calls.id as callId', 'attempts.connection_id as placedThrough', 'calls.connection_id as cameThrough'])
    .where('calls.tenant_id', '=', tenantId)
    .where('calls.id', 'in', callIds)
    .orderBy((where) => where('attempts.state', 'in', ['intended', 'placed', 'unknown']))
    .orderBy('attempts.id')
    .execute();
  return new Map(
    rows.flatMap(({ callId, placedThrough, cameThrough }) => {
      const connectionId = placedThrough ?? cameThrough;
      return connectionId ? [[callId, connectionId] as const] : [];
    }),
  );
}

/** Every connection to an account, of whatever workspace. For the system. */
export async function connectionsByAccount(tx: Tx, accountSid: string): Promise<ConnectionRow[]> {
  return tx.selectFrom('carrier_connections').select(connectionColumns).where('account_sid', '=', accountSid).execute();
}

export async function insertConnection(tx: Tx, connection: ConnectionRow, at: Date): Promise<void> {
  await tx
    .insertInto('carrier_connections')
    .values({
      id: connection.id,
      tenant_id: connection.tenantId,
      mode: connection.mode,
      account_sid: connection.accountSid,
      sealed_auth_token: connection.sealedAuthToken,
      base_url: connection.baseUrl,
      created_at: at,
    })
    .execute();
}

export async function updateConnection(tx: Tx, connection: ConnectionRow): Promise<void> {
  await tx
    .updateTable('carrier_connections')
    .set({
      sealed_auth_token: connection.sealedAuthToken,
      base_url: connection.baseUrl,
      previous_sealed_auth_token: connection.previousSealedAuthToken,
      previous_auth_token_until: connection.previousAuthTokenUntil,
    })
    .where('tenant_id', '=', connection.tenantId)
    .where('id', '=', connection.id)
    .execute();
}
