import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloneDatabase, type TestDatabase } from './database.ts';

// A table without a tenant, or one that crosses tenants, is a decision: it is written down here.
const withoutTenant = ['listener_cursors', 'people', 'schema_migrations', 'sign_in_tries'];
const openToSystem = [
  'api_keys',
  'attempts',
  'audit_entries',
  'call_contributions',
  'call_events',
  'call_retries',
  'call_rollups',
  'call_rollups_day',
  'call_rollups_hour',
  'call_rollups_month',
  'call_rollups_person_day',
  'call_rollups_person_hour',
  'call_rollups_person_month',
  'call_rollups_person_quarter',
  'call_rollups_quarter',
  'call_rollups_status_day',
  'call_rollups_status_hour',
  'call_rollups_status_month',
  'call_rollups_status_quarter',
  'call_script_versions',
  'call_scripts',
  'call_tags',
  'call_views',
  'calls',
  'calls_to_settle',
  'campaign_additions',
  'campaign_attempts',
  'campaign_classes',
  'campaign_counts',
  'campaign_days',
  'campaign_forecasts',
  'campaigns',
  'carrier_connections',
  'charges',
  'compliance_rules',
  'consents',
  'contact_imports',
  'contact_notes',
  'contact_numbers',
  'contact_tags',
  'contacts',
  'deleted_recordings',
  'dial_limits',
  'first_steps',
  'flow_counts',
  'flow_passages',
  'flow_versions',
  'flows',
  'frozen_areas',
  'idempotency_keys',
  'kept_attempts',
  'listener_cursors',
  'mail_notices',
  'media',
  'memberships',
  'number_purchases',
  'one_time_links',
  'outbox',
  'people',
  'phone_numbers',
  'price_checks',
  'prospects',
  'recordings',
  'seat_presence',
  'seats',
  'sessions',
  'settings',
  'sign_in_tries',
  'suppression_imports',
  'suppression_lists',
  'suppressions',
  'unbound_events',
  'voicemail_boxes',
  'voicemail_drops',
  'voicemail_greetings',
  'voicemails',
  'wallet_holds',
  'wallet_lines',
  'wallet_notices',
  'wallet_prices',
  'wallets',
  'webhook_exchanges',
  'workspaces',
];
// Its key is the order of commits over all tenants; readers go by it.
const keysWithoutTenant = ['outbox_pkey'];

const tables = `from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind in ('r', 'p')`;
const hasTenant = `exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)`;

let database: TestDatabase;
let owner: Client;

beforeAll(async () => {
  database = await cloneDatabase();
  owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

test('tables without a tenant stand on a closed list', async () => {
  expect(await names(`select c.relname as name ${tables} and not ${hasTenant}`)).toEqual(withoutTenant);
});

test('every tenant table and the table of people have row level security, enabled and forced', async () => {
  const open = `select c.relname as name ${tables} and (${hasTenant} or c.relname = 'people')
    and not (c.relrowsecurity and c.relforcerowsecurity)`;
  expect(await names(open)).toEqual([]);
});

test('every tenant table shows offhook_app its tenant only, in reading and in writing', async () => {
  const fence = '(tenant_id = current_tenant())';
  const unfenced = `select c.relname as name ${tables} and ${hasTenant} and not exists (
    select from pg_policies p where p.tablename = c.relname and p.roles = '{offhook_app}' and p.cmd = 'ALL'
      and p.permissive = 'PERMISSIVE' and p.qual = '${fence}' and p.with_check = '${fence}')`;
  expect(await names(unfenced)).toEqual([]);
  const second = `select tablename as name from pg_policies where 'offhook_app' = any (roles) group by 1 having count(*) > 1`;
  expect(await names(second)).toEqual([]);
});

test('policies are for our two roles and for nobody else', async () => {
  const others = `select policyname as name from pg_policies where roles not in ('{offhook_app}', '{offhook_system}')`;
  expect(await names(others)).toEqual([]);
});

test('the tenant leads every primary key and every unique index', async () => {
  const misled = `select i.relname as name ${tables.replace('where', 'join pg_index x on x.indrelid = c.oid join pg_class i on i.oid = x.indexrelid where')}
    and ${hasTenant} and x.indisunique
    and (select attname from pg_attribute a where a.attrelid = c.oid and a.attnum = x.indkey[0]) is distinct from 'tenant_id'`;
  expect(await names(misled)).toEqual(keysWithoutTenant);
});

test('every tenant table has a primary key, and no tenant_id may be null', async () => {
  const keyless = `select c.relname as name ${tables} and not exists (
    select from pg_index x where x.indrelid = c.oid and x.indisprimary)`;
  expect(await names(keyless)).toEqual([]);
  const nullable = `select c.relname as name ${tables} and exists (
    select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attnotnull)`;
  expect(await names(nullable)).toEqual([]);
});

test('references between tenant tables carry the tenant', async () => {
  const loose = `select k.conname as name from pg_constraint k join pg_class c on c.oid = k.conrelid
    where k.contype = 'f' and k.connamespace = 'public'::regnamespace
      and exists (select from pg_attribute a where a.attrelid = k.confrelid and a.attname = 'tenant_id')
      and not exists (select from pg_attribute a where a.attrelid = k.conrelid and a.attname = 'tenant_id' and a.attnum = k.conkey[1])`;
  expect(await names(loose)).toEqual([]);
});

test('tables that offhook_system may touch stand on a closed list', async () => {
  const touched = `select c.relname as name ${tables}
    and has_table_privilege('offhook_system', c.oid, 'select, insert, update, delete')`;
  expect(await names(touched)).toEqual(openToSystem);
});

test('neither role may change or delete what was audited or charged, or empty any table', async () => {
  for (const role of ['offhook_app', 'offhook_system']) {
    for (const table of ['audit_entries', 'charges', 'wallet_lines']) {
      const [rights] = await rows<{ update: boolean; delete: boolean }>(`select
        has_table_privilege('${role}', '${table}', 'update') as update,
        has_table_privilege('${role}', '${table}', 'delete') as delete`);
      expect(rights).toEqual({ update: false, delete: false });
    }
    const emptied = `select c.relname as name ${tables} and has_table_privilege('${role}', c.oid, 'truncate, references, trigger')`;
    expect(await names(emptied)).toEqual([]);
  }
});

test('nobody but the migrator owns anything', async () => {
  const owners = `select distinct r.rolname as name ${tables.replace('where', 'join pg_roles r on r.oid = c.relowner where').replace("= 'public'", "in ('public', 'jobs')")}`;
  expect(await names(owners)).toEqual(['offhook_owner']);
});

test('neither role is a superuser, bypasses row level security, makes roles or belongs to another role', async () => {
  const strong = `select rolname as name from pg_roles where rolname in ('offhook_app', 'offhook_system', 'offhook_owner')
    and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`;
  expect(await names(strong)).toEqual([]);
  const inherited = `select r.rolname as name from pg_auth_members m join pg_roles r on r.oid = m.member
    where r.rolname in ('offhook_app', 'offhook_system')`;
  expect(await names(inherited)).toEqual([]);
  const makers = `select r as name from unnest(array['offhook_app', 'offhook_system']) r where has_schema_privilege(r, 'public', 'create')`;
  expect(await names(makers)).toEqual([]);
});

test('offhook_app does not see the tables of the job queue', async () => {
  const [schema] = await rows(`select has_schema_privilege('offhook_app', 'jobs', 'usage') as usage`);
  expect(schema).toEqual({ usage: false });
});

test('there are no views that read as their owner, no materialized views and no functions that run as their owner', async () => {
  const views = `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'jobs') and c.relkind in ('v', 'm')
      and not coalesce(c.reloptions @> '{security_invoker=true}', false)`;
  expect(await names(views)).toEqual([]);
  const functions = `select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname in ('public', 'jobs') and p.prosecdef`;
  expect(await names(functions)).toEqual([]);
});

async function rows<Row>(sql: string): Promise<Row[]> {
  return (await owner.query(sql)).rows;
}

async function names(sql: string): Promise<string[]> {
  return (await rows<{ name: string }>(sql)).map((row) => row.name).toSorted();
}
