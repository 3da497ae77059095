import { CampaignSettings } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import type { Client } from 'pg';
import { zonesOf } from '../apps/server/src/features/compliance/index.ts';

/** A running campaign of a size, as a busy workspace has one. */
export interface FilledCampaign {
  tenantId: Id<'workspace'>;
  id: Id<'campaign'>;
  prospects: number;
  /** Several campaigns of a workspace have contacts of their own: so many are others'. */
  behind?: number;
}

/** Area codes of eight zones, among them states with rules of their own. */
const areas = [212, 305, 312, 303, 602, 213, 907, 808];
const batch = 100_000;

/** A number that may be called by the law of the area, and that no other prospect has. */
const numberOf = (k: string) =>
  `'+1' || ($4::int[])[1 + ${k} % ${areas.length}] || 200 + (${k} / ${areas.length}) % 800 || lpad((${k} / ${areas.length} / 800)::text, 4, '0')`;

/**
 * Fills a running campaign: each prospect with a contact and a consent, one in three called before and to be tried again,
 * and nine in ten due within the last hour. The client is a superuser's.
 */
export async function fillCampaign(
  client: Client,
  { tenantId, id, prospects, behind = 0 }: FilledCampaign,
  {
    at,
    settings,
    status = 'running',
  }: { at: Date; settings: Partial<CampaignSettings>; status?: 'running' | 'paused' },
): Promise<void> {
  await client.query('set session_replication_role = replica; select setseed(0.42)');
  const whole = CampaignSettings.parse({ ...campaignSettings, ...settings });
  await client.query(
    `insert into campaigns (tenant_id, id, name, status, settings, created_at, updated_at, started_at)
     values ($1, $2, 'Measured', $5, $3, $4, $4, $4)`,
    [tenantId, id, JSON.stringify(whole), at, status],
  );
  for (const [index, area] of areas.entries()) {
    const { zones, jurisdictions } = zonesOf(`+1${area}2000000`);
    await client.query(
      `insert into campaign_classes (tenant_id, campaign_id, class, key, zones, jurisdictions)
       values ($1, $2, $3, $4, $5, $6)`,
      [tenantId, id, index, `${area}`, zones, jurisdictions],
    );
  }
  for (let first = behind; first < behind + prospects; first += batch) {
    const last = Math.min(behind + prospects, first + batch) - 1;
    for (const statement of [contacts, consents, inCampaign]) {
      await client.query(statement, [tenantId, first, last, areas, at, ...(statement === inCampaign ? [id] : [])]);
    }
  }
  await client.query(earlierCalls, [tenantId, id, at]);
  await client.query(earlierAttempts, [tenantId, id, at]);
  await client.query(
    `insert into campaign_counts (tenant_id, campaign_id, what, n) values ($1, $2, 'state:waiting', $3)`,
    [tenantId, id, prospects],
  );
  await client.query('set session_replication_role = origin');
  await client.query(`vacuum (freeze, analyze) ${filledTables}`);
}

const filledTables = [
  'contacts',
  'consents',
  'prospects',
  'calls',
  'attempts',
  'call_events',
  'campaign_attempts',
  'campaign_counts',
  'campaigns',
];

/** No limit stands in the way but those that are measured; the law of telemarketing has hours, consents and caps. */
const campaignSettings = {
  purpose: 'telemarketing',
  variants: [
    { key: 'a', name: 'A', weight: 1, message: 'Your order is ready.' },
    { key: 'b', name: 'B', weight: 1, message: 'We have your order here.' },
  ],
  daily_limit: 1_000_000,
  concurrency: 50_000,
  calls_per_second: 1000,
  max_attempts: 3,
  window: ['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => ({ day, from: '09:00', to: '20:00' })),
};

// Ids begin with a time and are spread evenly within it, as those of an import are.
const idOf = (kind: string, k: string) =>
  `(lpad(to_hex(1793600000000 + ${k} / 100), 12, '0') || '7' || substr(md5('${kind}' || ${k}), 1, 3) || '8' || substr(md5('${kind}' || ${k}), 4, 15))::uuid`;

const contacts = `
  insert into contacts (tenant_id, id, name, first_name, phone_number, number_country, created_at)
  select $1, ${idOf('contact', 'k')}, 'Contact ' || k, 'Contact', ${numberOf('k')}, 'US', $5
  from generate_series($2::int, $3::int) k`;

const consents = `
  insert into consents (tenant_id, id, contact_id, phone_number, scope, strength, source, given_at, recorded_by, recorded_at)
  select $1, ${idOf('consent', 'k')}, ${idOf('contact', 'k')}, ${numberOf('k')}, 'artificial', 'express-written', 'A form',
    $5::timestamptz - interval '30 days', 'Bench', $5
  from generate_series($2::int, $3::int) k`;

const inCampaign = `
  insert into prospects (tenant_id, campaign_id, id, contact_id, phone_number, class, state, next_at, attempts, outcome, variant,
    created_at, updated_at)
  select $1, $6, ${idOf('prospect', 'k')}, ${idOf('contact', 'k')}, ${numberOf('k')}, k % ${areas.length}, 'waiting',
    $5::timestamptz + (case when random() < 0.9 then -1 else 1 end) * random() * interval '1 hour',
    (k % 3 = 0)::int, case when k % 3 = 0 then 'no-answer' end, case when k % 3 = 0 then 'a' end, $5, $5
  from generate_series($2::int, $3::int) k`;

/** As above, from the prospect who was called three days before. */
const earlierCallId = `(lpad(to_hex((extract(epoch from $3::timestamptz - interval '3 days') * 1000)::bigint), 12, '0')
  || '7' || substr(md5(id::text), 1, 3) || '8' || substr(md5(id::text), 4, 15))::uuid`;

const earlierCalls = `
  insert into calls (tenant_id, id, direction, from_number, to_number, reversed_digits, status, placement, sid, contact_id,
    campaign_id, prospect_id, plan, wants_recording, created_at, ringing_at, ended_at, duration_seconds, metadata, simulated, heard_at)
  select tenant_id, ${earlierCallId}, 'outbound', '+14155550199', phone_number, reverse(substr(phone_number, 2)), 'no-answer',
    'placed', 'CA' || md5(id::text), contact_id, campaign_id, id, '{"opening":{"kind":"message","text":"Hello."}}', false,
    $3::timestamptz - interval '3 days', $3, $3, 0, '{}', true, $3
  from prospects where tenant_id = $1 and campaign_id = $2 and attempts = 1`;

const earlierAttempts = `
  insert into campaign_attempts (tenant_id, call_id, campaign_id, prospect_id, variant, day, outcome, created_at)
  select tenant_id, ${earlierCallId}, campaign_id, id, 'a', $3::date - 3, 'no-answer', $3::timestamptz - interval '3 days'
  from prospects where tenant_id = $1 and campaign_id = $2 and attempts = 1`;
