import { Client } from 'pg';
import { errorCode, StartupProblem } from '../startup-problem.ts';
import type { DatabasePasswords } from './postgres-cluster.ts';

/** The addresses of one database, one per role. */
export interface DatabaseUrls {
  /** Owns the database and the tables; migrates. */
  ownerUrl: string;
  /** Requests of people: row-level security shows it one workspace. */
  appUrl: string;
  /** Sign-in, webhooks, jobs: a closed list of tables across workspaces. */
  systemUrl: string;
}

export const databaseName = 'offhook';

/** Makes the three roles and the database where they are missing. May be repeated, also after a kill in the middle. */
export async function ensureRoles(superuserUrl: string, passwords: DatabasePasswords): Promise<void> {
  const client = new Client({ connectionString: superuserUrl });
  // A server that ends while nobody waits for an answer is told to whoever asks next.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const roles = await client.query<{ rolname: string }>(
      `select rolname from pg_roles where rolname like 'offhook\\_%'`,
    );
    const known = new Set(roles.rows.map((row) => row.rolname));
    for (const role of ['owner', 'app', 'system'] as const) {
      if (known.has(`offhook_${role}`)) continue;
      const password = client.escapeLiteral(passwords[role]);
      await client.query(
        `create role offhook_${role} login nosuperuser nobypassrls nocreatedb nocreaterole password ${password}`,
      );
    }
    // The migrator may act as either role, as it must where DATABASE_URL gives one login for everything.
    await client.query('grant offhook_app, offhook_system to offhook_owner');
    const databases = await client.query('select 1 from pg_database where datname = $1', [databaseName]);
    if (databases.rowCount === 0) await client.query(`create database ${databaseName} owner offhook_owner`);
    await client.query(`revoke all on database ${databaseName} from public`);
    await client.query(`grant connect on database ${databaseName} to offhook_app, offhook_system`);
  } catch (error) {
    if (errorCode(error) !== '28P01') throw error;
    throw new StartupProblem(
      'The passwords in the data folder are not those of the database beside them: restore both from one backup.',
    );
  } finally {
    await client.end();
  }
}

/** The addresses of a database of the embedded server. */
export function databaseUrls(port: number, passwords: DatabasePasswords, database = databaseName): DatabaseUrls {
  return {
    ownerUrl: databaseUrl('offhook_owner', passwords.owner, port, database),
    appUrl: databaseUrl('offhook_app', passwords.app, port, database),
    systemUrl: databaseUrl('offhook_system', passwords.system, port, database),
  };
}

export function databaseUrl(user: string, password: string, port: number, database: string): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
}
