import type { Clock, Id } from '@offhook/kit';
import { type JobResult, type JobWithMetadata, PgBoss } from 'pg-boss';
import type { z } from 'zod';
import type { Database } from './database/database.ts';
import type { JobName } from './job-queues.ts';
import type { Log } from './log.ts';
import type { OutboxEntry } from './outbox.ts';
import { Refusal } from './refusal.ts';

/** What a feature offers for a job. It may run more than once for the same entry. */
export interface JobWork {
  name: JobName;
  run: (payload: unknown, tenantId: Id<'workspace'>) => Promise<void>;
  /** Tells people that the last try failed. */
  giveUp?: ((payload: unknown, tenantId: Id<'workspace'>) => Promise<void>) | undefined;
}

/** A job whose payload is checked by its schema before the work sees it. */
export function jobWork<Payload>(
  name: JobName,
  schema: z.ZodType<Payload>,
  run: (payload: Payload, tenantId: Id<'workspace'>) => Promise<void>,
  giveUp?: (payload: Payload, tenantId: Id<'workspace'>) => Promise<void>,
): JobWork {
  return {
    name,
    run: (payload, tenantId) => run(schema.parse(payload), tenantId),
    giveUp: giveUp && ((payload, tenantId) => giveUp(schema.parse(payload), tenantId)),
  };
}

/** Durable background work. Features enqueue through the outbox; this carries the entries on and runs them. */
export interface Jobs {
  start(work: readonly JobWork[]): Promise<void>;
  /** Hands entries of the outbox to the queue; an entry that was handed over before is ignored. */
  accept(entries: readonly OutboxEntry[]): Promise<void>;
  /** Jobs that wait or run now, retries that are not due yet left out. */
  pending(): Promise<number>;
  /** Runs what is due now instead of at the next poll. */
  hurry(): void;
  stop(): Promise<void>;
}

interface Envelope {
  tenantId: Id<'workspace'>;
  payload: unknown;
}

export function makeJobs(db: Database, clock: Clock, log: Log): Jobs {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => db.systemPool.query(text, values) },
    schema: 'jobs',
    migrate: false,
    createSchema: false,
    // How soon a job without a heartbeat is noticed.
    superviseIntervalSeconds: 15,
    monitorIntervalSeconds: 15,
    // We use neither its cron nor its flows: looking for them cost an idle server more statements than all the rest.
    schedule: false,
    flowIntervalSeconds: 3600,
  });
  boss.on('error', (error) => log.error({ err: error }, 'the job queue has a problem'));
  const workers: string[] = [];
  const hurry = () => {
    for (const id of workers) boss.notifyWorker(id);
  };
  return {
    async start(work) {
      await boss.start();
      const failed = () => clock.after(retryLookMs, hurry);
      for (const job of work) workers.push(await listen(boss, { job, clock, log, failed }));
    },
    async accept(entries) {
      for (const entry of entries) {
        const envelope: Envelope = { tenantId: entry.tenantId, payload: entry.payload };
        await boss.send(entry.name, envelope, { id: jobId(entry) });
      }
      if (entries.length > 0) hurry();
    },
    async pending() {
      const { rows } = await db.systemPool.query<{ count: number }>(
        "select count(*) from jobs.job where state in ('created', 'retry', 'active') and start_after <= now()",
      );
      return rows[0]?.count ?? 0;
    },
    hurry,
    stop: () => boss.stop({ graceful: true, timeout: 5000, close: false }),
  };
}

/** What is accepted here is run at once; polls are for what another node left and for tries that fall due. */
const pollSeconds = 10;
/** The first tries again are due soon; those after them have time. */
const retryLookMs = 2500;

interface Listening {
  job: JobWork;
  clock: Clock;
  log: Log;
  failed: () => void;
}

function listen(boss: PgBoss, { job, clock, log, failed }: Listening): Promise<string> {
  const options = {
    batchSize: 20,
    burstWhenBatchFull: true,
    pollingIntervalSeconds: pollSeconds,
    perJobResults: true,
    includeMetadata: true,
  } as const;
  return boss.work<Envelope, unknown, typeof options>(job.name, options, async (batch) => {
    const done = await clock.during(Promise.all(batch.map((each) => runOne(job, each, log))));
    if (done.some(({ status }) => status === 'failed')) failed();
    return batch.map((each, index) => ({ id: each.id, status: 'failed' as const, ...done[index] }));
  });
}

// A refusal is final: trying again cannot change it. Anything else is tried again.
async function runOne(
  job: JobWork,
  { data: envelope, retryCount, retryLimit }: JobWithMetadata<Envelope>,
  log: Log,
): Promise<Pick<JobResult, 'status' | 'output'>> {
  try {
    await job.run(envelope.payload, envelope.tenantId);
    return { status: 'completed' };
  } catch (error) {
    if (error instanceof Refusal) {
      log.info({ job: job.name, code: error.code }, 'a job was refused');
      return { status: 'completed', output: { refused: error.code } };
    }
    if (retryCount < retryLimit) log.warn({ job: job.name, err: error }, 'a job failed and will be tried again');
    else await giveUp(job, envelope, error, log);
    return { status: 'failed', output: { message: error instanceof Error ? error.message : String(error) } };
  }
}

async function giveUp(job: JobWork, { payload, tenantId }: Envelope, cause: unknown, log: Log): Promise<void> {
  log.error({ job: job.name, tenant: tenantId, payload, err: cause }, 'a job failed for the last time and is given up');
  await job
    .giveUp?.(payload, tenantId)
    .catch((error: unknown) => log.error({ job: job.name, err: error }, 'nobody could be told of a job given up'));
}

// The same entry gives the same job id, so handing it over twice enqueues it once.
function jobId(entry: OutboxEntry): string {
  const hex = BigInt(entry.tx).toString(16).padStart(16, '0') + entry.id.toString(16).padStart(16, '0');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20)].join('-');
}
