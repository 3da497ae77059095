import type { AttemptOutcome, CallStatus, CampaignSettings, Placement } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { ProspectAfter } from '../after-attempt.ts';

type Outcome = AttemptOutcome | 'not-placed';

/** A call of a campaign that is over, and the prospect whom it was for. */
export interface EndedAttempt {
  tenantId: Id<'workspace'>;
  callId: Id<'call'>;
  campaignId: Id<'campaign'>;
  prospectId: Id<'prospect'>;
  day: string;
  /** As it was settled before. */
  before: Outcome | null;
  /** No later call was placed to the prospect. */
  isLatest: boolean;
  attempts: number;
  settings: Pick<CampaignSettings, 'max_attempts' | 'retry_minutes'>;
  status: CallStatus;
  placement: Placement;
  answeredBy: string | null;
  abandoned: boolean;
  /** How it was to be connected: `always`, `press-1`, `seat`; null: it was not. */
  connects: string | null;
  /** Somebody took it at the phone it was connected to. */
  isAccepted: boolean;
  /** What was said to whoever answered, where it was one text. */
  said: string | null;
  errorCode: string | null;
  errorMessage: string | null;
  endedAt: Date;
  seconds: number;
  micros: number;
}

/** Of some calls those of campaigns that are over. Their prospects stay locked until the end of the transaction. */
export async function endedAttempts(
  tx: Tx,
  calls: readonly { tenantId: Id<'workspace'>; id: Id<'call'> }[],
): Promise<EndedAttempt[]> {
  if (calls.length === 0) return [];
  const { rows } = await sql<EndedAttempt>`
    select a.tenant_id as "tenantId", a.call_id as "callId", a.campaign_id as "campaignId", a.prospect_id as "prospectId",
      a.day::text, a.outcome as before, p.last_call_id = a.call_id and (p.state = 'dialling' or p.state = 'done' and a.outcome is not null) as "isLatest", p.attempts,
      g.settings, c.status, c.placement, c.answered_by as "answeredBy", c.error_code as "errorCode",
      c.error_message as "errorMessage", c.ended_at as "endedAt", coalesce(c.duration_seconds, 0) as seconds,
      coalesce(c.cost_micros, 0) as micros,
      c.plan #>> '{connect,abandoned}' is not null as abandoned, c.plan #>> '{connect,when}' as connects,
      jsonb_path_exists(c.legs, '$[*] ? (@.acceptedAt != null)') as "isAccepted", c.plan #>> '{opening,text}' as said
    from unnest(
      ${calls.map(({ tenantId }) => tenantId)}::uuid[], ${calls.map(({ id }) => id)}::uuid[]
    ) as k (tenant_id, call_id)
    join campaign_attempts a on a.tenant_id = k.tenant_id and a.call_id = k.call_id
    join calls c on c.tenant_id = a.tenant_id and c.id = a.call_id and c.outcome is not null
    join campaigns g on g.tenant_id = a.tenant_id and g.id = a.campaign_id
    join prospects p on p.tenant_id = a.tenant_id and p.campaign_id = a.campaign_id and p.id = a.prospect_id
    order by p.tenant_id, p.campaign_id, p.id
    for update of p`.execute(tx);
  return rows;
}

export async function writeOutcomes(
  tx: Tx,
  attempts: readonly (Pick<EndedAttempt, 'tenantId' | 'callId' | 'seconds' | 'micros'> & {
    outcome: Outcome;
    succeeded: boolean;
  })[],
): Promise<void> {
  await sql`
    update campaign_attempts a set outcome = k.outcome, seconds = k.seconds, micros = k.micros,
      succeeded = k.succeeded
    from unnest(
      ${attempts.map(({ tenantId }) => tenantId)}::uuid[], ${attempts.map(({ callId }) => callId)}::uuid[],
      ${attempts.map(({ outcome }) => outcome)}::text[], ${attempts.map(({ seconds }) => seconds)}::int[],
      ${attempts.map(({ micros }) => micros)}::bigint[], ${attempts.map(({ succeeded }) => succeeded)}::boolean[]
    ) as k (tenant_id, call_id, outcome, seconds, micros, succeeded)
    where a.tenant_id = k.tenant_id and a.call_id = k.call_id`.execute(tx);
}

export async function writeProspects(
  tx: Tx,
  settled: readonly (Pick<EndedAttempt, 'tenantId' | 'campaignId' | 'prospectId'> & {
    outcome: Outcome;
    after: ProspectAfter;
  })[],
  now: Date,
): Promise<void> {
  if (settled.length === 0) return;
  await sql`
    update prospects p set state = k.state, next_at = coalesce(k.next_at, p.next_at), reason = k.reason, updated_at = ${now},
      -- What was never placed was no attempt.
      attempts = p.attempts - (k.outcome = 'not-placed')::int,
      outcome = case when k.outcome = 'not-placed' then p.outcome else k.outcome end
    from unnest(
      ${settled.map(({ tenantId }) => tenantId)}::uuid[], ${settled.map(({ campaignId }) => campaignId)}::uuid[],
      ${settled.map(({ prospectId }) => prospectId)}::uuid[], ${settled.map(({ after }) => after.state)}::text[],
      ${settled.map(({ after }) => after.nextAt)}::timestamptz[],
      ${settled.map(({ after }) => after.reason && JSON.stringify(after.reason))}::jsonb[],
      ${settled.map(({ outcome }) => outcome)}::text[]
    ) as k (tenant_id, campaign_id, id, state, next_at, reason, outcome)
    where p.tenant_id = k.tenant_id and p.campaign_id = k.campaign_id and p.id = k.id`.execute(tx);
}

/** What was never placed used up nothing of its day. */
export async function giveBack(
  tx: Tx,
  unplaced: readonly Pick<EndedAttempt, 'tenantId' | 'campaignId' | 'day'>[],
): Promise<void> {
  if (unplaced.length === 0) return;
  await sql`
    update campaign_days d set used = used - k.n
    from (
      select tenant_id, campaign_id, day, count(*)::int as n from unnest(
        ${unplaced.map(({ tenantId }) => tenantId)}::uuid[], ${unplaced.map(({ campaignId }) => campaignId)}::uuid[],
        ${unplaced.map(({ day }) => day)}::date[]
      ) as u (tenant_id, campaign_id, day) group by 1, 2, 3
    ) k
    where d.tenant_id = k.tenant_id and d.campaign_id = k.campaign_id and d.day = k.day`.execute(tx);
}
