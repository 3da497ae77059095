import type { Id } from '@offhook/kit';
import { CompiledQuery, Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import type { Log } from '../log.ts';
import type { Schema } from './schema.ts';
import { openWriter } from './writer.ts';

export type Tx = Transaction<Schema>;

/** A statement that a connection prepares once, by its name, and runs often. */
export interface Statement {
  name: string;
  text: string;
}
/** Runs a statement in some transaction and gives its rows, typed by whoever wrote the statement. */
export type Run = <Row extends object>(statement: Statement, values: unknown[]) => Promise<Row[]>;

/** A statement in a transaction of Kysely's. */
export const runIn =
  (tx: Tx): Run =>
  async <Row extends object>({ text }: Statement, values: unknown[]) =>
    (await tx.executeQuery<Row>(CompiledQuery.raw(text, values))).rows;

/** What the writer can do besides Kysely's way: `run` prepared statements, and send the `last` one with the commit. */
export interface Writing {
  run: Run;
  last: Run;
}

/** Two ways into the database, each a transaction: as one tenant, or as the system on the tables that are open to it. */
export interface Database {
  asTenant<T>(tenantId: Id<'workspace'>, work: (tx: Tx) => Promise<T>): Promise<T>;
  asSystem<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** As the system on the one connection of the webhook writer: one transaction at a time, made of few round trips. */
  asWriter<T>(work: (tx: Tx, write: Writing) => Promise<T>): Promise<T>;
  /** As the system, without waking the readers of the outbox: they would wake each other for ever. */
  asReader<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Called after every commit that wrote to the outbox, with the names of what it wrote. */
  onCommit(listener: (told: ReadonlySet<string>) => void): void;
  isReachable(): Promise<boolean>;
  /** A pool of the system role, for the job library. */
  systemPool: pg.Pool;
  close(): Promise<void>;
}

// int8 as a number: counts, bytes and micro-units stay below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

const toldIn = new WeakMap<Tx, Set<string>>();

/** Notes that a transaction writes entries of these names to the outbox: their readers look once it is committed. */
export function noteTold(tx: Tx, names: Iterable<string>): void {
  const told = toldIn.get(tx) ?? new Set();
  for (const name of names) told.add(name);
  if (told.size > 0) toldIn.set(tx, told);
}

export function openDatabase(urls: { appUrl: string; systemUrl: string }, log: Log): Database {
  let isClosing = false;
  const lost = (error: Error) => {
    if (!isClosing) log.warn({ err: error }, 'a database connection was lost');
  };
  const appPool = openPool(urls.appUrl, 'offhook_app', lost);
  const systemPool = openPool(urls.systemUrl, 'offhook_system', lost);
  const app = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: appPool }) });
  const system = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: systemPool }) });
  const writer = openWriter(withRole(urls.systemUrl, 'offhook_system'), lost);
  const listeners: ((told: ReadonlySet<string>) => void)[] = [];
  // What `work` tells is known to the readers of the outbox as soon as `transaction` has committed it.
  const telling = async <Rest extends unknown[], T>(
    transaction: (work: (tx: Tx, ...rest: Rest) => Promise<T>) => Promise<T>,
    work: (tx: Tx, ...rest: Rest) => Promise<T>,
  ): Promise<T> => {
    let told: ReadonlySet<string> | undefined;
    const result = await transaction(async (tx, ...rest) => {
      const worked = await work(tx, ...rest);
      told = toldIn.get(tx);
      return worked;
    });
    if (told) for (const listener of listeners) listener(told);
    return result;
  };
  return {
    asTenant: (tenantId, work) =>
      telling(
        (run) => app.transaction().execute(run),
        async (tx) => {
          await sql`select set_config('app.tenant_id', ${tenantId}, true)`.execute(tx);
          return work(tx);
        },
      ),
    asSystem: (work) => telling((run) => system.transaction().execute(run), work),
    asWriter: (work) => telling((run) => writer.transaction(run), work),
    asReader: (work) => system.transaction().execute(work),
    onCommit: (listener) => listeners.push(listener),
    isReachable: () =>
      systemPool.query('select 1').then(
        () => true,
        () => false,
      ),
    systemPool,
    async close() {
      isClosing = true;
      await Promise.all([app.destroy(), system.destroy(), writer.close()]);
    },
  };
}

// In the URL, since options of a URL win over those beside it and the role would be lost without a word.
function withRole(text: string, role: string): string {
  const url = new URL(text);
  url.searchParams.set('options', `${url.searchParams.get('options') ?? ''} -c role=${role}`.trim());
  return url.href;
}

/** No statement of ours takes a minute; one that the network swallowed is given up a little later. */
const statementLimits = { statement_timeout: 60_000, query_timeout: 65_000 };

function openPool(url: string, role: string, lost: (error: Error) => void): pg.Pool {
  // The role is put on at connect: with one login for everything the program still steps down from it.
  const pool = new pg.Pool({
    connectionString: withRole(url, role),
    max: 10,
    connectionTimeoutMillis: 5000,
    ...statementLimits,
    idleTimeoutMillis: 30_000,
  });
  // Without listeners a server that restarts would end this process. The pool hears its idle connections only: one that
  // is lost inside a transaction, between two statements, needs its own.
  pool.on('connect', (client) => client.on('error', lost));
  pool.on('error', () => undefined);
  return pool;
}
