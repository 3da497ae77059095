import type { Client } from 'pg';

/** How a workspace is filled with a history of calls. */
export interface CallHistory {
  tenantId: string;
  calls: number;
  /** The calls lie evenly in the year before. */
  until: Date;
  /** Workspaces whose calls lie between ours, one for each ten of ours. */
  others?: readonly string[];
}

const batch = 500_000;
/** From so many on, indexes are made anew afterwards: it is faster. */
const many = 1_000_000;

/**
 * Fills a workspace with ended calls as a busy one has them: some contacts are called often and most hardly ever, two in
 * three calls are answered, half of those have a disposition, four in ten a recording, one in ten a tag. The client is a
 * superuser's; costs and statistics are not settled.
 */
export async function fillCalls(client: Client, history: CallHistory): Promise<void> {
  const { tenantId, calls, until, others = [] } = history;
  await client.query('set session_replication_role = replica; select setseed(0.42)');
  const indexes = calls < many ? [] : await dropIndexes(client);
  const contacts = Math.max(10, Math.floor(calls / 10));
  await client.query(insertContacts, [tenantId, contacts, until]);
  for (let first = 1; first <= calls; first += batch) {
    const last = Math.min(calls, first + batch - 1);
    await client.query(insertCalls, [tenantId, others, first, last, calls, until, contacts]);
  }
  await client.query(insertTags, [tenantId, tags]);
  for (const definition of indexes) await client.query(definition);
  await client.query('set session_replication_role = origin');
  for (const table of ['calls', 'call_tags', 'contacts']) await client.query(`vacuum (analyze) ${table}`);
}

const uuid = (kind: string, number: number) => `${kind}-0000-7000-8000-${String(number).padStart(12, '0')}`;

/** People who placed the calls, 1 to 40; the first placed most, the last fewest. */
export const personOf = (number: number) => uuid('00000000', number);

/** Contacts, from 1; the first was called most. */
export const contactOf = (number: number) => `01900000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;

/** The digits of a contact's number. */
export const digitsOf = (number: number) =>
  `1${201 + (number % 700)}${String((number * 7919 + 13) % 10_000_000).padStart(7, '0')}`;

export const workspaceOf = (number: number) => uuid('10000000', number);

const people = 40;
export const dispositions = [
  'Interested',
  'Not interested',
  'Call back',
  'Left voicemail',
  'Wrong number',
  'Do not call',
];
export const tags = ['vip', 'follow-up', 'billing', 'spam', 'renewal', 'escalated'];

async function dropIndexes(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select indexname as name, indexdef as definition from pg_indexes
     where schemaname = 'public' and tablename = 'calls' and indexdef not like 'CREATE UNIQUE%'`,
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  return rows.map(({ definition }) => definition);
}

// As contactOf and digitsOf, in SQL.
const contactId = (k: string) => `('01900000000070008' || lpad(to_hex(${k}), 15, '0'))::uuid`;
const numberOf = (k: string) => `'1' || (201 + ${k} % 700) || lpad(((${k} * 7919 + 13) % 10000000)::text, 7, '0')`;

const insertContacts = `
  insert into contacts (tenant_id, id, name, phone_number, created_at)
  select $1, ${contactId('k')}, 'Contact ' || k, '+' || number, $3
  from generate_series(1, $2::bigint) k, lateral (select ${numberOf('k')} as number) n
  on conflict do nothing`;

const insertCalls = `
  insert into calls (tenant_id, id, direction, from_number, to_number, reversed_digits, status, placement, sid, answered_by,
    contact_id, person_id, plan, wants_recording, created_at, ringing_at, answered_at, ended_at, duration_seconds, cost_micros,
    disposition, metadata, simulated, heard_at, has_recording)
  select tenant, id, direction,
    case direction when 'inbound' then far else ours end, case direction when 'inbound' then ours else far end,
    reverse(substr(far, 2)), status, 'placed', 'CA' || replace(id::text, '-', ''),
    case when answered and direction = 'outbound' then
      case when chance3 < 0.6 then 'human' when chance3 < 0.9 then 'machine_end_beep' when chance3 < 0.93 then 'fax' else 'unknown' end
    end,
    ${contactId('k')},
    case when direction = 'outbound' then
      ('00000000000070008000' || lpad((1 + floor(${people} * chance4 * chance4))::int::text, 12, '0'))::uuid end,
    '{"opening":{"kind":"message","text":"Hello, this is a call placed with Offhook. Please hold the line."}}',
    recorded, at, at + interval '1 s', case when answered then at + interval '6 s' end, at + interval '1 s' * (6 + seconds),
    seconds, case when answered then 14000 * (1 + seconds / 60) end,
    case when answered and chance5 < 0.5 then ('{${dispositions.map((each) => `"${each}"`).join(',')}}'::text[])[1 + floor(chance5 * 2 * ${dispositions.length})::int] end,
    '{}', true, at + interval '1 s' * (6 + seconds), recorded
  from (
    select i, tenant, at, far, k, chance3, chance4, chance5, status, status = 'completed' as answered,
      case when chance1 < 0.3 then 'inbound' else 'outbound' end as direction,
      '+1415555' || lpad((i % 20)::text, 4, '0') as ours,
      case when status = 'completed' then floor(5 + 295 * chance3)::int else 0 end as seconds,
      status = 'completed' and chance4 < 0.4 as recorded,
      (lpad(to_hex(floor(extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(hash, 1, 3) || '8' || substr(hash, 4, 15))::uuid as id
    from (
      select i, tenant, k, '+' || ${numberOf('k')} as far, chance1, chance3, chance4, chance5,
        $6::timestamptz - interval '365 days' * (($5::float8 - i) / $5) - interval '1 ms' as at,
        md5(tenant::text || i) as hash,
        case when chance2 < 0.62 then 'completed' when chance2 < 0.82 then 'no-answer' when chance2 < 0.9 then 'busy'
          when chance2 < 0.96 then 'failed' else 'canceled' end as status
      from (
        select i, tenant, 1 + floor($7::bigint * random() * random())::bigint as k,
          random() as chance1, random() as chance2, random() as chance3, random() as chance4, random() as chance5
        from generate_series($3::bigint, $4::bigint) i
        cross join lateral (
          select $1::uuid as tenant
          union all select ($2::uuid[])[1 + (i / 10) % cardinality($2::uuid[])] where i % 10 = 0 and cardinality($2::uuid[]) > 0
        ) t
        order by i
      ) drawn
    ) named
  ) made`;

const insertTags = `
  insert into call_tags (tenant_id, call_id, tag)
  select tenant_id, id, ($2::text[])[1 + floor(random() * random() * cardinality($2::text[]))::int]
  from calls where tenant_id = $1 and random() < 0.1`;
