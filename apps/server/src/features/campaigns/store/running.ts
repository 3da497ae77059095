import type { CampaignSettings, CampaignStatus, NotDialled } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';

type Tenant = Id<'workspace'>;

/** A campaign that runs, as whoever claims its calls sees it. */
export interface RunningCampaign {
  id: Id<'campaign'>;
  tenantId: Tenant;
  name: string;
  settings: CampaignSettings;
  revision: number;
  nextCallAt: Date | null;
  createdBy: Id<'person'> | null;
}

/** Campaigns that run, of all workspaces. */
export async function runningCampaigns(tx: Tx): Promise<Pick<RunningCampaign, 'tenantId' | 'id'>[]> {
  return tx.selectFrom('campaigns').select(['tenant_id as tenantId', 'id']).where('status', '=', 'running').execute();
}

/** Starts those whose time has come; answers them. */
export async function startScheduled(tx: Tx, now: Date): Promise<Pick<RunningCampaign, 'tenantId' | 'id'>[]> {
  const { rows } = await sql<Pick<RunningCampaign, 'tenantId' | 'id'>>`
    update campaigns set status = 'running', started_at = coalesce(started_at, ${now}), updated_at = ${now}
    where status = 'scheduled' and starts_at <= ${now}
    returning tenant_id as "tenantId", id`.execute(tx);
  return rows;
}

const asRunning = sql`tenant_id as "tenantId", id, name, status, settings, revision, next_call_at as "nextCallAt",
  created_by as "createdBy"`;

/** The campaign, locked against everybody else who claims its calls, pauses or changes it; nothing when it does not run, or somebody has it. */
export async function lockRunning(tx: Tx, tenantId: Tenant, id: Id<'campaign'>): Promise<RunningCampaign | undefined> {
  const { rows } = await sql<RunningCampaign>`
    select ${asRunning} from campaigns where tenant_id = ${tenantId} and id = ${id} and status = 'running'
    for no key update skip locked`.execute(tx);
  return rows[0];
}

/** The same for somebody who waits for it, whatever its status. */
export async function lockCampaign(
  tx: Tx,
  tenantId: Tenant,
  id: Id<'campaign'>,
): Promise<(RunningCampaign & { status: CampaignStatus }) | undefined> {
  const { rows } = await sql<RunningCampaign & { status: CampaignStatus }>`
    select ${asRunning} from campaigns where tenant_id = ${tenantId} and id = ${id} for no key update`.execute(tx);
  return rows[0];
}

/** Calls under way, and those that used up today's limit. */
export async function loadOf(
  tx: Tx,
  { tenantId, id }: Pick<RunningCampaign, 'tenantId' | 'id'>,
  day: string,
): Promise<{ inFlight: number; usedToday: number }> {
  const { rows } = await sql<{ inFlight: number; usedToday: number }>`
    select
      coalesce((
        select sum(n) from campaign_counts
        where tenant_id = ${tenantId} and campaign_id = ${id} and what = 'outcome:live'
      ), 0)::int as "inFlight",
      coalesce((
        select used from campaign_days where tenant_id = ${tenantId} and campaign_id = ${id} and day = ${day}::date
      ), 0) as "usedToday"`.execute(tx);
  return rows[0] ?? { inFlight: 0, usedToday: 0 };
}

/** Of the calls that people answered since a date: all, and those that found nobody there for them. */
export async function abandonedSince(
  tx: Tx,
  { tenantId, id }: Pick<RunningCampaign, 'tenantId' | 'id'>,
  day: string,
): Promise<{ answered: number; abandoned: number }> {
  const { rows } = await sql<{ answered: number; abandoned: number }>`
    select coalesce(sum(n), 0)::int as answered,
      coalesce(sum(n) filter (where what = 'outcome:abandoned'), 0)::int as abandoned
    from campaign_counts
    where tenant_id = ${tenantId} and campaign_id = ${id} and day >= ${day}::date
      and what in ('outcome:human', 'outcome:abandoned')`.execute(tx);
  return rows[0] ?? { answered: 0, abandoned: 0 };
}

export interface CampaignClass {
  class: number;
  zones: string[];
  jurisdictions: string[];
}

export async function classesOf(
  tx: Tx,
  { tenantId, id }: Pick<RunningCampaign, 'tenantId' | 'id'>,
): Promise<CampaignClass[]> {
  return tx
    .selectFrom('campaign_classes')
    .select(['class', 'zones', 'jurisdictions'])
    .where('tenant_id', '=', tenantId)
    .where('campaign_id', '=', id)
    .execute();
}

/** A prospect whose turn it is, with what is known of the contact now. */
export interface DueProspect {
  id: Id<'prospect'>;
  contactId: Id<'contact'> | null;
  phoneNumber: string | null;
  attempts: number;
  variant: string | null;
  nextAt: Date;
}

/**
 * The next prospects of some classes, oldest first, locked until the end of the transaction. Of each class no more are
 * read than its share and as many again: the cost grows neither with the prospects nor with the classes. Where that finds
 * too few the next claim finds the rest.
 */
export async function takeDue(
  tx: Tx,
  campaign: Pick<RunningCampaign, 'tenantId' | 'id'>,
  due: Due,
): Promise<DueProspect[]> {
  return (await dueQuery(campaign, due).execute(tx)).rows;
}

export interface Due {
  classes: readonly number[];
  now: Date;
  limit: number;
}

export function dueQuery({ tenantId, id }: Pick<RunningCampaign, 'tenantId' | 'id'>, { classes, now, limit }: Due) {
  const share = Math.min(limit, Math.ceil((2 * limit) / Math.max(1, classes.length)));
  return sql<DueProspect>`
    select p.id, p.contact_id as "contactId", p.phone_number as "phoneNumber", p.attempts, p.variant, p.next_at as "nextAt"
    from unnest(${classes}::int[]) as open (class)
    cross join lateral (
      select * from prospects
      where tenant_id = ${tenantId} and campaign_id = ${id} and class = open.class and state = 'waiting' and next_at <= ${now}
      order by next_at, id limit ${share} for update skip locked
    ) p
    order by p.next_at, p.id limit ${limit}`;
}

/** Of some numbers those that a prospect of the campaign has. */
export async function numbersTaken(
  tx: Tx,
  { tenantId, id }: Pick<RunningCampaign, 'tenantId' | 'id'>,
  numbers: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ number: string }>`
    select phone_number as number from prospects
    where tenant_id = ${tenantId} and campaign_id = ${id} and state <> 'skipped'
      and phone_number = any(${numbers}::text[])`.execute(tx);
  return new Set(rows.map(({ number }) => number));
}

/** One prospect whose turn somebody wants it to be; nothing while a call is under way. */
export async function takeProspect(
  tx: Tx,
  { tenantId, id }: Pick<RunningCampaign, 'tenantId' | 'id'>,
  prospectId: Id<'prospect'>,
): Promise<(DueProspect & { state: string; reason: NotDialled | null }) | undefined> {
  const { rows } = await sql<DueProspect & { state: string; reason: NotDialled | null }>`
    select id, contact_id as "contactId", phone_number as "phoneNumber", attempts, variant, next_at as "nextAt", state, reason
    from prospects where tenant_id = ${tenantId} and campaign_id = ${id} and id = ${prospectId} for update`.execute(tx);
  return rows[0];
}

export interface Passed {
  id: Id<'prospect'>;
  callId: Id<'call'>;
  variant: string;
  phoneNumber: string;
}

/** Notes that prospects are being dialled: their calls, and what these use up of the day. */
export async function noteDialling(
  tx: Tx,
  { tenantId, id }: Pick<RunningCampaign, 'tenantId' | 'id'>,
  { passed, day, now, nextCallAt }: { passed: readonly Passed[]; day: string; now: Date; nextCallAt: Date },
): Promise<void> {
  const ids = passed.map((each) => each.id);
  const callIds = passed.map(({ callId }) => callId);
  const variants = passed.map(({ variant }) => variant);
  await sql`
    update prospects p set state = 'dialling', attempts = p.attempts + 1, variant = k.variant, last_call_id = k.call_id,
      phone_number = k.number, reason = null, updated_at = ${now}
    from unnest(
      ${ids}::uuid[], ${callIds}::uuid[], ${variants}::text[], ${passed.map(({ phoneNumber }) => phoneNumber)}::text[]
    ) as k (id, call_id, variant, number)
    where p.tenant_id = ${tenantId} and p.campaign_id = ${id} and p.id = k.id`.execute(tx);
  await sql`
    insert into campaign_attempts (tenant_id, call_id, campaign_id, prospect_id, variant, day, created_at)
    select ${tenantId}::uuid, call_id, ${id}::uuid, prospect_id, variant, ${day}::date, ${now}::timestamptz
    from unnest(${callIds}::uuid[], ${ids}::uuid[], ${variants}::text[]) as k (call_id, prospect_id, variant)`.execute(
    tx,
  );
  await sql`
    insert into campaign_days (tenant_id, campaign_id, day, used)
    values (${tenantId}, ${id}, ${day}::date, ${passed.length})
    on conflict (tenant_id, campaign_id, day) do update set used = campaign_days.used + excluded.used`.execute(tx);
  await tx
    .updateTable('campaigns')
    .set({ next_call_at: nextCallAt })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute();
}

export interface Refused {
  id: Id<'prospect'>;
  reason: NotDialled;
  /** Null: not dialled at all. */
  until: Date | null;
}

/** Notes why prospects were not dialled, and when they may be. */
export async function noteRefused(
  tx: Tx,
  { tenantId, id }: Pick<RunningCampaign, 'tenantId' | 'id'>,
  refused: readonly Refused[],
  now: Date,
): Promise<void> {
  if (refused.length === 0) return;
  await sql`
    update prospects p set state = case when k.until is null then 'skipped' else 'waiting' end,
      next_at = coalesce(k.until, p.next_at), reason = k.reason, updated_at = ${now}
    from unnest(
      ${refused.map((each) => each.id)}::uuid[], ${refused.map(({ reason }) => JSON.stringify(reason))}::jsonb[],
      ${refused.map(({ until }) => until)}::timestamptz[]
    ) as k (id, reason, until)
    where p.tenant_id = ${tenantId} and p.campaign_id = ${id} and p.id = k.id`.execute(tx);
}

/** Stops a campaign by itself, and says why. */
export async function pauseBecause(
  tx: Tx,
  { tenantId, id }: Pick<RunningCampaign, 'tenantId' | 'id'>,
  because: string,
  now: Date,
): Promise<boolean> {
  const result = await tx
    .updateTable('campaigns')
    .set({ status: 'paused', paused_because: because, updated_at: now })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('status', '=', 'running')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Completes a campaign that has nobody left, or whose end has come. The caller holds it locked. */
export async function completeWhenOver(
  tx: Tx,
  { tenantId, id }: Pick<RunningCampaign, 'tenantId' | 'id'>,
  now: Date,
): Promise<boolean> {
  const { rows } = await sql`
    update campaigns c set status = 'completed', completed_at = ${now}, updated_at = ${now}
    where c.tenant_id = ${tenantId} and c.id = ${id} and c.status = 'running'
      and not exists (
        select from prospects p where p.tenant_id = c.tenant_id and p.campaign_id = c.id and p.state = 'dialling'
      )
      and (c.settings ->> 'ends_at' is not null and (c.settings ->> 'ends_at')::timestamptz <= ${now} or not exists (
        select from prospects p where p.tenant_id = c.tenant_id and p.campaign_id = c.id and p.state = 'waiting'
      ) and not exists (
        select from campaign_additions n where n.tenant_id = c.tenant_id and n.campaign_id = c.id and n.done_at is null
      ))
    returning c.id`.execute(tx);
  return rows.length > 0;
}

/** When the next prospect of some classes is due; undefined: none waits. */
export async function nextDueAt(
  tx: Tx,
  { tenantId, id }: Pick<RunningCampaign, 'tenantId' | 'id'>,
): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(next.next_at) as at from campaign_classes c
    cross join lateral (
      select next_at from prospects p
      where p.tenant_id = c.tenant_id and p.campaign_id = c.campaign_id and p.class = c.class and p.state = 'waiting'
      order by next_at, id limit 1
    ) next
    where c.tenant_id = ${tenantId} and c.campaign_id = ${id}`.execute(tx);
  return rows[0]?.at ?? undefined;
}

/** Campaigns among these that still run. */
export async function stillRunning(tx: Tx, tenantId: Tenant, id: Id<'campaign'>): Promise<boolean> {
  const row = await tx
    .selectFrom('campaigns')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('status', '=', 'running')
    .executeTakeFirst();
  return row !== undefined;
}

/** The carrier asked to slow down: no call before then. */
export async function restUntil(
  tx: Tx,
  { tenantId, id }: Pick<RunningCampaign, 'tenantId' | 'id'>,
  until: Date,
): Promise<void> {
  await sql`
    update campaigns set next_call_at = greatest(next_call_at, ${until})
    where tenant_id = ${tenantId} and id = ${id}`.execute(tx);
}

/** Has a prospect dialled at a time instead of when it would be. */
export async function setNextAt(
  tx: Tx,
  { tenantId, id }: Pick<RunningCampaign, 'tenantId' | 'id'>,
  { prospectId, nextAt, now }: { prospectId: Id<'prospect'>; nextAt: Date; now: Date },
): Promise<void> {
  await tx
    .updateTable('prospects')
    .set({ state: 'waiting', next_at: nextAt, reason: null, updated_at: now })
    .where('tenant_id', '=', tenantId)
    .where('campaign_id', '=', id)
    .where('id', '=', prospectId)
    .execute();
}
