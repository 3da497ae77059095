import { createHash } from 'node:crypto';
import type { RefusalCode } from '@offhook/contract';
import type { Clock, Id } from '@offhook/kit';
import type { Config } from './config.ts';
import type { Database, Tx } from './database/database.ts';
import { Answer, type Wire } from './http/routes.ts';
import { Refusal } from './refusal.ts';

const keptMs = 24 * 3_600_000;
/**
 * After this nobody works on the first request any more: its process died half-way. A placement asks the carrier three
 * times at most, and waits for its "slow down" and for a look at audio besides.
 */
const runningMs = ({ carrier }: Pick<Config, 'carrier'>) => 3 * carrier.timeoutMs + 20_000;

/** Refusals that came after something was done; they are the result and are answered again. */
const results: ReadonlySet<RefusalCode> = new Set(['calls.carrier_refused', 'calls.carrier_busy']);

interface Kept {
  status: number;
  response: unknown;
}

interface Work<Body> {
  /** `key` goes into the transaction that makes something, by `noteSubject`. */
  run: (key: string | undefined) => Promise<Answer<Body>>;
  /** The answer for what a request made that died before it could answer. */
  recover: (subject: string) => Promise<Answer<Body>>;
}

/**
 * Runs a request that must not run twice. With an `Idempotency-Key` the same request is answered from what was kept
 * (24 h); without one it simply runs. A refusal that changed nothing frees the key.
 */
export async function idempotently<Body>(
  power: { db: Database; clock: Clock; config: Pick<Config, 'carrier'> },
  tenantId: Id<'workspace'>,
  { request, reply }: Wire,
  { run, recover }: Work<Body>,
): Promise<Answer<Body>> {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return run(undefined);
  if (typeof key !== 'string' || key.length === 0 || key.length > 255) {
    throw new Refusal('request.invalid', { field: 'Idempotency-Key', problem: 'use 1 to 255 characters' });
  }
  const bodyHash = createHash('sha256')
    .update(`${request.method} ${request.routeOptions.url}\n${JSON.stringify(request.body)}`)
    .digest('hex');
  const now = power.clock.now();
  const runsMs = runningMs(power.config);
  const known = await power.db.asTenant(tenantId, (tx) => begin(tx, { tenantId, key, bodyHash, now, runsMs }));
  if (known) void reply.header('idempotent-replayed', 'true');
  if (known && 'kept' in known) return replay<Body>(known.kept);
  const finish = (result: Kept | undefined) => power.db.asTenant(tenantId, (tx) => end(tx, key, result));
  try {
    const answer = await (known ? recover(known.subject) : run(key));
    await finish({ status: answer.status, response: answer.body });
    return answer;
  } catch (error) {
    const isResult = error instanceof Refusal && results.has(error.code);
    // What cannot be recovered must not be run again: then the key stays taken.
    if (error instanceof Refusal && (isResult || !known)) {
      await finish(
        isResult ? { status: error.status, response: { code: error.code, details: error.details } } : undefined,
      );
    }
    throw error;
  }
}

/** Notes what the request behind a key has made, in the transaction that makes it. */
export async function noteSubject(tx: Tx, key: string | undefined, subject: string): Promise<void> {
  if (key !== undefined) await tx.updateTable('idempotency_keys').set({ subject }).where('key', '=', key).execute();
}

async function begin(
  tx: Tx,
  asked: { tenantId: Id<'workspace'>; key: string; bodyHash: string; now: Date; runsMs: number },
): Promise<{ kept: Kept } | { subject: string } | undefined> {
  const { tenantId, key, bodyHash, now, runsMs } = asked;
  await tx
    .deleteFrom('idempotency_keys')
    .where('created_at', '<', new Date(now.getTime() - keptMs))
    .execute();
  const row = { tenant_id: tenantId, key, body_hash: bodyHash, status: null, response: null, created_at: now };
  const inserted = await tx
    .insertInto('idempotency_keys')
    .values({ ...row, state: 'running' })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if ((inserted.numInsertedOrUpdatedRows ?? 0n) > 0n) return undefined;
  const known = await tx.selectFrom('idempotency_keys').selectAll().where('key', '=', key).executeTakeFirstOrThrow();
  if (known.body_hash !== bodyHash) throw new Refusal('idempotency.conflict');
  if (known.state === 'done' && known.status !== null) {
    return { kept: { status: known.status, response: known.response } };
  }
  if (now.getTime() - known.created_at.getTime() < runsMs) throw new Refusal('idempotency.in_progress');
  if (known.subject === null) throw new Refusal('idempotency.state_unknown');
  return { subject: known.subject };
}

async function end(tx: Tx, key: string, result: Kept | undefined): Promise<void> {
  if (!result) {
    await tx.deleteFrom('idempotency_keys').where('key', '=', key).execute();
    return;
  }
  const done = { state: 'done' as const, status: result.status, response: JSON.stringify(result.response) };
  await tx.updateTable('idempotency_keys').set(done).where('key', '=', key).execute();
}

function replay<Body>({ status, response }: Kept): Answer<Body> {
  if (status < 400) return new Answer(status, response as Body); // what `run` answered to this very body
  const { code, details } = response as { code: RefusalCode; details: Record<string, unknown> }; // kept above
  throw new Refusal(code, details);
}
