import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { StartupProblem } from '../startup-problem.ts';
import { jobsVersion, prepareJobs } from './prepare-jobs.ts';

const folder = new URL('../../../migrations/', import.meta.url);

/**
 * Brings the database up to date: each new SQL file in a transaction of its own, under one lock, so that many nodes
 * may start at once. A file that was changed after it ran is refused.
 */
export async function migrate(ownerUrl: string, log: (line: string) => void = () => {}): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(4640)');
    await client.query(
      'create table if not exists schema_migrations (name text primary key, checksum text not null, applied_at timestamptz not null default now())',
    );
    const { rows } = await client.query<{ name: string; checksum: string }>(
      'select name, checksum from schema_migrations',
    );
    const applied = new Map(rows.map((row) => [row.name, row.checksum]));
    for (const name of migrationFiles()) {
      await apply(client, name, applied.get(name), log);
    }
    await grantRoles(client);
    await applyJobs(client, ownerUrl, applied.get('jobs'));
  } finally {
    await client.end();
  }
}

export function migrationFiles(): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
}

async function apply(
  client: pg.Client,
  name: string,
  appliedChecksum: string | undefined,
  log: (line: string) => void,
) {
  const text = readFileSync(new URL(name, folder), 'utf8');
  const checksum = createHash('sha256').update(text).digest('hex');
  if (appliedChecksum === checksum) return;
  if (appliedChecksum)
    throw new StartupProblem(`The migration ${name} was changed after it ran. Restore it and add a new one.`);
  log(`Migrating the database: ${name}`);
  await client.query('begin');
  try {
    await client.query(text);
    await client.query('insert into schema_migrations (name, checksum) values ($1, $2)', [name, checksum]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

// Starting the job library takes longer than all the rest: only when it or a queue has changed.
async function applyJobs(client: pg.Client, ownerUrl: string, appliedChecksum: string | undefined): Promise<void> {
  const checksum = createHash('sha256').update(jobsVersion).digest('hex');
  if (appliedChecksum === checksum) return;
  await prepareJobs(ownerUrl);
  await client.query(
    'insert into schema_migrations (name, checksum) values ($1, $2) on conflict (name) do update set checksum = $2, applied_at = now()',
    ['jobs', checksum],
  );
}

// With one login for everything, that login must be able to step down to the two roles. From 16 on, whoever creates a
// role is a member that may not SET it (postgresql.org/docs/16/sql-createrole.html, read 2026-11-21).
async function grantRoles(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ mayNot: string }>(`
    select rolname as "mayNot" from pg_roles where rolname in ('offhook_app', 'offhook_system') and not pg_has_role(
      rolname, case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end)`);
  for (const { mayNot } of rows) await client.query(`grant ${mayNot} to current_user`);
}
