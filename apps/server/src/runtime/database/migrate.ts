import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { StartupProblem } from '../startup-problem.ts';
import { prepareJobs } from './prepare-jobs.ts';

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
    await prepareJobs(ownerUrl);
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

// With one login for everything, that login must be able to step down to the two roles.
async function grantRoles(client: pg.Client): Promise<void> {
  await client.query(`
    do $$ begin
      if not pg_has_role(current_user, 'offhook_app', 'member') then execute format('grant offhook_app to %I', current_user); end if;
      if not pg_has_role(current_user, 'offhook_system', 'member') then execute format('grant offhook_system to %I', current_user); end if;
    end $$`);
}
