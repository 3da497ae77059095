import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrate } from './migrate.ts';

/** How to reach a database for each of its users. */
export interface ScratchUrls {
  ownerUrl: string;
  appUrl: string;
  systemUrl: string;
}

/** A database beside the real one, for a while. */
export interface ScratchDatabase extends ScratchUrls {
  drop(): Promise<void>;
}

const prefix = 'offhook_scratch_';
/** Older ones were left behind by a server that was killed. */
const oldestSeconds = 3600;

/**
 * Makes an empty, migrated database on the same server, and drops what was left of others. `creatorUrl`: a login that may
 * create databases; PostgreSQL refuses any other.
 */
export async function makeScratchDatabase(creatorUrl: string, urls: ScratchUrls): Promise<ScratchDatabase> {
  const name = await asCreator(creatorUrl, async (client) => {
    await dropLeftOver(client);
    const { rows } = await client.query<{ seconds: string }>('select extract(epoch from now())::int::text as seconds');
    const made = `${prefix}${rows[0]?.seconds}_${randomBytes(4).toString('hex')}`;
    const owner = pg.escapeIdentifier(decodeURIComponent(new URL(urls.ownerUrl).username));
    await client.query(`create database ${made} owner ${owner} template template0`);
    return made;
  });
  const own = {
    ownerUrl: inDatabase(urls.ownerUrl, name),
    appUrl: inDatabase(urls.appUrl, name),
    systemUrl: inDatabase(urls.systemUrl, name),
  };
  const drop = () => asCreator(creatorUrl, (client) => dropDatabase(client, name));
  try {
    await migrate(own.ownerUrl);
  } catch (error) {
    await drop();
    throw error;
  }
  return { ...own, drop };
}

async function dropLeftOver(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select datname as name from pg_database where datname ~ '^${prefix}\\d+_[0-9a-f]+$'
      and extract(epoch from now()) - split_part(datname, '_', 3)::bigint > ${oldestSeconds}`,
  );
  for (const { name } of rows) await dropDatabase(client, name);
}

async function dropDatabase(client: pg.Client, name: string): Promise<void> {
  await client.query(`drop database if exists ${name} with (force)`);
}

async function asCreator<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function inDatabase(url: string, name: string): string {
  return Object.assign(new URL(url), { pathname: `/${name}` }).href;
}
