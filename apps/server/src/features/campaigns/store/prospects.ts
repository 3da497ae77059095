import type { AttemptOutcome, NotDialled, ProspectState } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { ProspectRow } from '../prospect.ts';

export const columnsFrom = (
  prospects: RawBuilder<unknown>,
) => sql`p.id, p.campaign_id as "campaignId", p.contact_id as "contactId", c.name as "contactName",
  c.time_zone as "statedZone", c.region as "statedRegion", c.phone_number as "contactNumber", p.phone_number as "phoneNumber", p.class, p.state, p.next_at as "nextAt",
  p.attempts, p.outcome, p.reason, p.variant, p.last_call_id as "lastCallId", k.zones, k.jurisdictions, p.updated_at as "updatedAt"
  from ${prospects} p
  left join contacts c on c.tenant_id = p.tenant_id and c.id = p.contact_id
  join campaign_classes k on k.tenant_id = p.tenant_id and k.campaign_id = p.campaign_id and k.class = p.class
  where p.tenant_id = current_tenant()`;
const columns = columnsFrom(sql`prospects`);

export async function prospectById(
  tx: Tx,
  campaignId: Id<'campaign'>,
  id: Id<'prospect'>,
): Promise<ProspectRow | undefined> {
  const { rows } = await sql<ProspectRow>`
    select ${columns} and p.campaign_id = ${campaignId} and p.id = ${id}`.execute(tx);
  return rows[0];
}

export async function prospectsByIds(
  tx: Tx,
  campaignId: Id<'campaign'>,
  ids: readonly Id<'prospect'>[],
): Promise<ProspectRow[]> {
  const { rows } = await sql<ProspectRow>`
    select ${columns} and p.campaign_id = ${campaignId} and p.id = any(${ids}::uuid[])`.execute(tx);
  return rows;
}

/** Until the transaction ends nobody else dials or changes them. */
export async function lockProspect(
  tx: Tx,
  campaignId: Id<'campaign'>,
  id: Id<'prospect'>,
): Promise<ProspectRow | undefined> {
  const { rows } = await sql<ProspectRow>`
    select ${columns} and p.campaign_id = ${campaignId} and p.id = ${id} for update of p`.execute(tx);
  return rows[0];
}

export interface NewProspect {
  id: Id<'prospect'>;
  contactId: Id<'contact'>;
  phoneNumber: string | null;
  class: number;
  reason: NotDialled | null;
}

/** Contacts among these that are there; until the transaction ends none of them can be deleted. */
export async function holdContacts(tx: Tx, ids: readonly Id<'contact'>[]): Promise<ReadonlySet<Id<'contact'>>> {
  const { rows } = await sql<{ id: Id<'contact'> }>`
    select id from contacts where tenant_id = current_tenant() and id = any(${ids}::uuid[])
    order by id for key share`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

/** What of these stands in a campaign already: contacts, and numbers that are dialled there. */
export async function standing(
  tx: Tx,
  campaignId: Id<'campaign'>,
  { contactIds, numbers }: { contactIds: readonly Id<'contact'>[]; numbers: readonly string[] },
): Promise<{ contacts: ReadonlySet<string>; numbers: ReadonlySet<string> }> {
  const { rows: contacts } = await sql<{ id: string }>`
    select contact_id as id from prospects
    where tenant_id = current_tenant() and campaign_id = ${campaignId} and contact_id = any(${contactIds}::uuid[])
  `.execute(tx);
  const { rows: taken } = await sql<{ number: string }>`
    select phone_number as number from prospects
    where tenant_id = current_tenant() and campaign_id = ${campaignId} and state <> 'skipped'
      and phone_number = any(${numbers}::text[])`.execute(tx);
  return { contacts: new Set(contacts.map(({ id }) => id)), numbers: new Set(taken.map(({ number }) => number)) };
}

/** One statement, however many. */
export async function insertProspects(
  tx: Tx,
  { tenantId, campaignId }: { tenantId: Id<'workspace'>; campaignId: Id<'campaign'> },
  prospects: readonly NewProspect[],
  now: Date,
): Promise<void> {
  if (prospects.length === 0) return;
  await sql`
    insert into prospects (tenant_id, campaign_id, id, contact_id, phone_number, class, state, reason, next_at, created_at, updated_at)
    select ${tenantId}::uuid, ${campaignId}::uuid, id, contact_id, phone_number, class,
      case when reason is null then 'waiting' else 'skipped' end, reason, ${now}, ${now}, ${now}
    from unnest(
      ${prospects.map(({ id }) => id)}::uuid[], ${prospects.map(({ contactId }) => contactId)}::uuid[],
      ${prospects.map(({ phoneNumber }) => phoneNumber)}::text[], ${prospects.map((each) => each.class)}::int[],
      ${prospects.map(({ reason }) => reason && JSON.stringify(reason))}::jsonb[]
    ) as k (id, contact_id, phone_number, class, reason)`.execute(tx);
}

/** Callers hold the prospect locked. */
export async function updateProspect(
  tx: Tx,
  { campaignId, id }: Pick<ProspectRow, 'campaignId' | 'id'>,
  change: { state: ProspectState; nextAt: Date; reason: NotDialled | null; now: Date },
): Promise<void> {
  await tx
    .updateTable('prospects')
    .set({
      state: change.state,
      next_at: change.nextAt,
      reason: change.reason && JSON.stringify(change.reason),
      updated_at: change.now,
    })
    .where('campaign_id', '=', campaignId)
    .where('id', '=', id)
    .execute();
}

export async function deleteProspect(
  tx: Tx,
  { campaignId, id }: Pick<ProspectRow, 'campaignId' | 'id'>,
): Promise<void> {
  await tx.deleteFrom('prospects').where('campaign_id', '=', campaignId).where('id', '=', id).execute();
}

/**
 * Has up to `most` prospects wait again whose last attempt ended so, in the order of their ids; answers how many, and the
 * last of them. With the next ones begun behind it none is looked at twice.
 */
export async function reopenDone(
  tx: Tx,
  campaignId: Id<'campaign'>,
  wish: {
    outcome: AttemptOutcome;
    after: Id<'prospect'> | undefined;
    mostAttempts: number;
    delayMinutes: number;
    now: Date;
    most: number;
  },
): Promise<{ reopened: number; last: Id<'prospect'> | undefined }> {
  const { rows } = await sql<{ reopened: number; last: Id<'prospect'> | null }>`
    with chosen as (
      select id from prospects
      where tenant_id = current_tenant() and campaign_id = ${campaignId} and outcome = ${wish.outcome}
        and ${wish.after ? sql`id > ${wish.after}` : sql`true`}
        and state = 'done' and attempts <= ${wish.mostAttempts} and phone_number is not null
      order by id limit ${wish.most} for update
    ), changed as (
      update prospects p set state = 'waiting', reason = null, updated_at = ${wish.now},
        next_at = greatest(${wish.now}::timestamptz, p.updated_at + make_interval(mins => ${wish.delayMinutes}::int))
      where p.tenant_id = current_tenant() and p.campaign_id = ${campaignId} and p.id in (select id from chosen)
      returning 1
    )
    select (select count(*)::int from changed) as reopened, (select id from chosen order by id desc limit 1) as last`.execute(
    tx,
  );
  return { reopened: rows[0]?.reopened ?? 0, last: rows[0]?.last ?? undefined };
}

export interface AttemptOfProspect {
  callId: Id<'call'>;
  outcome: string | null;
  /** Under which the gate let it pass. */
  rules: string[];
}

/** The newest attempts at a prospect. */
export async function attemptsOf(tx: Tx, id: Id<'prospect'>, limit: number): Promise<AttemptOfProspect[]> {
  const { rows } = await sql<AttemptOfProspect>`
    select a.call_id as "callId", a.outcome, coalesce((
      select d.gate_decision -> 'rules' from attempts d
      where d.tenant_id = a.tenant_id and d.call_id = a.call_id and d.gate_decision ? 'rules'
      order by d.id limit 1
    ), '[]') as rules
    from campaign_attempts a
    where a.tenant_id = current_tenant() and a.prospect_id = ${id}
    order by a.call_id desc limit ${limit}`.execute(tx);
  return rows;
}
