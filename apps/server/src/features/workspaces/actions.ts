import type { Workspace } from '@offhook/contract';
import { formatId, type Id, isCountry } from '@offhook/kit';
import { note } from '#features/audit';
import type { Actor } from '#runtime/actor';
import { type Config, missingCredentials } from '#runtime/config';
import type { Tx } from '#runtime/database/database';
import { readPhone } from '#runtime/phone';
import { found, Refusal } from '#runtime/refusal';
import { mustBeTimeZone } from '#runtime/time-zone';
import type { Context } from '../../context.ts';
import { tokenPlace } from './connection-store.ts';
import { stepsView } from './first-steps.ts';
import * as store from './store.ts';

export async function getWorkspace(ctx: Context, actor: Actor): Promise<Workspace> {
  return ctx.db.asTenant(actor.tenantId, (tx) => present(ctx, tx, actor.tenantId));
}

async function present(ctx: Context, tx: Tx, tenantId: Id<'workspace'>): Promise<Workspace> {
  const workspace = await store.workspaceOf(tx, tenantId);
  const connection = await store.connectionOf(tx, tenantId, ctx.config.carrier);
  const { mode } = ctx.config.carrier;
  return {
    id: formatId('workspace', tenantId),
    name: workspace.name,
    country: workspace.country,
    time_zone: workspace.timeZone,
    default_from_number: workspace.defaultFromNumber,
    carrier: {
      mode,
      account_sid: mode === 'none' ? null : (connection?.accountSid ?? null),
      missing: mode === 'none' ? missingCredentials(ctx.config.carrier) : [],
    },
    sample_data: workspace.hasSampleData,
    first_steps: stepsView(await store.doneSteps(tx), mode),
    created_at: workspace.createdAt.toISOString(),
  };
}

interface WorkspaceChange {
  name?: string | undefined;
  country?: string | undefined;
  time_zone?: string | undefined;
  default_from_number?: string | null | undefined;
}

export async function changeWorkspace(ctx: Context, actor: Actor, change: WorkspaceChange): Promise<Workspace> {
  if (change.time_zone !== undefined) mustBeTimeZone(change.time_zone);
  if (change.country !== undefined && !isCountry(change.country)) {
    throw new Refusal('request.invalid', { field: 'country', problem: 'No such country. Use two letters such as US.' });
  }
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const before = await store.workspaceOf(tx, actor.tenantId);
    const defaultFromNumber = readNumber(change.default_from_number, change.country ?? before.country);
    const { name, country, time_zone: timeZone } = change;
    await store.updateWorkspace(tx, actor.tenantId, { name, country, timeZone, defaultFromNumber });
    await note(ctx, tx, actor, 'workspaces.changed', undefined, { fields: Object.keys(change) });
    return present(ctx, tx, actor.tenantId);
  });
}

function readNumber(text: string | null | undefined, country: string): string | null | undefined {
  if (text === undefined || text === null) return text;
  const phone = readPhone(text, country);
  if ('problem' in phone)
    throw new Refusal('calls.number_impossible', { field: 'default_from_number', problem: phone.problem });
  return phone.number;
}

/** The account that the environment names: seeded once, kept in step with the environment at each start. */
export interface SeedAccount {
  mode: 'emulator' | 'twilio';
  accountSid: string;
  authToken: string;
  baseUrl: string;
}

export async function seedConnections(ctx: Context, account: SeedAccount): Promise<void> {
  await ctx.db.asSystem(async (tx) => {
    for (const tenantId of await store.allTenantIds(tx)) await seedConnection(ctx, tx, tenantId, account);
  });
}

export async function seedConnection(
  ctx: Context,
  tx: Tx,
  tenantId: Id<'workspace'>,
  account: SeedAccount,
): Promise<void> {
  const { mode, accountSid, baseUrl } = account;
  const known = (await store.connectionsByAccount(tx, accountSid)).find((row) => row.tenantId === tenantId);
  if (known) return store.updateConnection(tx, withToken(ctx, { ...known, baseUrl }, account.authToken, keptTokenMs));
  const sealedAuthToken = ctx.keys.seal(tokenPlace(tenantId, accountSid), account.authToken);
  const none = { previousSealedAuthToken: null, previousAuthTokenUntil: null };
  const row = { id: ctx.ids.next('connection'), tenantId, mode, accountSid, sealedAuthToken, baseUrl, ...none };
  await store.insertConnection(tx, row, ctx.clock.now());
}

/** So long the token of before signs beside the new one: webhooks of calls that began before are still on their way. */
const keptTokenMs = 24 * 3_600_000;

function withToken(ctx: Context, row: store.ConnectionRow, authToken: string, keptMs: number): store.ConnectionRow {
  const place = tokenPlace(row.tenantId, row.accountSid);
  if (ctx.keys.open(place, row.sealedAuthToken) === authToken) return row;
  return {
    ...row,
    sealedAuthToken: ctx.keys.seal(place, authToken),
    previousSealedAuthToken: row.sealedAuthToken,
    previousAuthTokenUntil: new Date(ctx.clock.nowMs() + keptMs),
  };
}

/** Takes a new auth token of the account; webhooks signed with the old one are taken for a while longer. */
export async function changeAuthToken(
  ctx: Context,
  actor: Actor,
  { accountSid, authToken, keepOldSeconds }: { accountSid: string; authToken: string; keepOldSeconds: number },
): Promise<void> {
  const row = await ctx.db.asSystem(async (tx) =>
    (await store.connectionsByAccount(tx, accountSid)).find(({ tenantId }) => tenantId === actor.tenantId),
  );
  await ctx.db.asTenant(actor.tenantId, async (tx) => {
    await store.updateConnection(tx, withToken(ctx, found(row), authToken, keepOldSeconds * 1000));
    await note(ctx, tx, actor, 'workspaces.auth_token_changed', undefined, { account_sid: accountSid });
  });
}

export async function createWorkspace(
  ctx: Context,
  tx: Tx,
  workspace: { name: string; country: string; timeZone: string; defaultFromNumber: string | undefined },
): Promise<Id<'workspace'>> {
  const tenantId = ctx.ids.next('workspace');
  const defaultFromNumber = workspace.defaultFromNumber ?? null;
  await store.insertWorkspace(tx, {
    ...workspace,
    tenantId,
    defaultFromNumber,
    hasSampleData: false,
    createdAt: ctx.clock.now(),
  });
  return tenantId;
}

export async function tickStep(ctx: Context, tenantId: Id<'workspace'>, step: string): Promise<void> {
  await ctx.db.asTenant(tenantId, (tx) => store.noteStep(tx, tenantId, step, ctx.clock.now()));
}

/** Name of the carrier mode, for a person at the console. */
export function carrierSentence(carrier: Config['carrier']): string {
  if (carrier.mode === 'emulator') return 'Emulator: no real calls are made';
  if (carrier.mode === 'twilio') return `Twilio ${carrier.accountSid ?? ''}: calls are real and cost money`;
  return `None: calls are refused. Missing Twilio credentials: ${missingCredentials(carrier).join(', ') || 'nothing, but CARRIER=none'}`;
}
