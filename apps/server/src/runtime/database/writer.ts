import { Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import type { Statement, Tx, Writing } from './database.ts';
import type { Schema } from './schema.ts';

/** One connection that commits webhooks, batch after batch. */
export interface Writer {
  transaction<T>(work: (tx: Tx, writing: Writing) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The carrier waits for the answer: what takes longer is answered with 503 and told again. */
const limits = { connectionTimeoutMillis: 2000, statement_timeout: 5000, query_timeout: 6000 };
/**
 * The batch is small and every look-up has its index. Without statistics (a young database) the planner may think
 * otherwise and would read whole tables; the plan is made once for all batches.
 */
const planner = [
  'enable_seqscan=off',
  'enable_hashjoin=off',
  'enable_mergejoin=off',
  'plan_cache_mode=force_generic_plan',
];

/**
 * A transaction costs two round trips instead of four: "begin" travels with the first statement and "commit" with the
 * last. PostgreSQL answers a commit after a failed statement with a rollback.
 */
export function openWriter(url: string, lost: (error: Error) => void): Writer {
  const pool = new pg.Pool({
    connectionString: withPlanner(url),
    max: 1,
    idleTimeoutMillis: 0,
    pipeline: true,
    ...limits,
  });
  pool.on('connect', (client) => client.on('error', lost));
  pool.on('error', () => undefined);
  let current: Pipe | undefined;
  const dialect = new PostgresDialect({
    pool: {
      async connect() {
        current = pipeOf(await pool.connect());
        // Kysely names the commands that a result may have; pg says any text.
        return current as unknown as PostgresPoolClient;
      },
      end: () => pool.end(),
      options: pool.options,
    },
  });
  const kysely = new Kysely<Schema>({ dialect });
  return {
    transaction: (work) =>
      kysely.transaction().execute((tx) => {
        // Kysely has just taken the connection for this transaction, and there is only one.
        if (!current) throw new Error('the writer has no connection');
        return work(tx, current);
      }),
    close: () => kysely.destroy(),
  };
}

/** What Kysely asks of a client of the pool, and our way beside it. */
type Pipe = Writing & { query: (text: string, values?: readonly unknown[]) => Promise<pg.QueryResult> } & {
  release: (destroy?: boolean) => void;
};

const nothing = { command: 'BEGIN', rowCount: 0, rows: [], oid: 0, fields: [] } satisfies pg.QueryResult;

function pipeOf(client: pg.PoolClient): Pipe {
  let begun: Promise<unknown> | undefined;
  let committed: Promise<pg.QueryResult> | undefined;
  const prepared = ({ name, text }: Statement, values: unknown[]) => client.query({ name, text, values });
  return {
    async query(text, values) {
      if (text === 'begin') {
        begun = client.query('begin');
        // Told with the first statement, which fails too.
        begun.catch(() => undefined);
        return nothing;
      }
      if (text === 'commit' && committed) return committed;
      return client.query(text, values ? [...values] : undefined);
    },
    run: async (statement, values) => (await prepared(statement, values)).rows,
    async last(statement, values) {
      const result = prepared(statement, values);
      committed = client.query('commit');
      committed.catch(() => undefined);
      const { rows } = await result;
      const { command } = await committed;
      if (command !== 'COMMIT') throw new Error(`the transaction ended with ${command}`);
      return rows;
    },
    release: (destroy) => client.release(destroy),
  };
}

function withPlanner(text: string): string {
  const url = new URL(text);
  const settings = planner.map((setting) => `-c ${setting}`).join(' ');
  url.searchParams.set('options', `${url.searchParams.get('options') ?? ''} ${settings}`.trim());
  return url.href;
}
