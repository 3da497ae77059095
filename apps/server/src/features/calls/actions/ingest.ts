import type { Id } from '@offhook/kit';
import type { Context } from '../../../context.ts';
import * as store from '../store/ingest.ts';
import { type Outcome, type Report, takeReports } from './take-reports.ts';

/** A webhook on its way in: what it says, and how its answer follows from what the report came to. */
export interface Incoming {
  report: Report;
  request: { kind: string; method: string; url: string; params: Readonly<Record<string, string>>; startedAt: number };
  answer: (outcome: Outcome) => { status: number; body: string };
}

/**
 * The one writer of this node. Everything that arrives while a commit is under way goes into the next one, and each
 * request is answered after its own commit: one transaction costs as much for forty reports as for one.
 */
export interface Ingest {
  take(incoming: Incoming): Promise<{ status: number; body: string }>;
  /** Resolves when nothing is on its way any more. */
  idle(): Promise<void>;
}

interface Waiting extends Incoming {
  resolve: (answer: { status: number; body: string }) => void;
  reject: (error: unknown) => void;
}

const mostPerCommit = 200;
const noAnswer = { status: 500, body: '' };

export function makeIngest(ctx: Context): Ingest {
  let waiting: Waiting[] = [];
  let writing: Promise<void> | undefined;

  const write = async (): Promise<void> => {
    // Requests of the same turn share a commit.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const batch = waiting.slice(0, mostPerCommit);
      waiting = waiting.slice(mostPerCommit);
      await commit(ctx, batch).then(
        (answers) => {
          for (const [index, each] of batch.entries()) each.resolve(answers[index] ?? noAnswer);
        },
        (error: unknown) => oneByOne(ctx, batch, error),
      );
    }
  };

  return {
    take(incoming) {
      return new Promise((resolve, reject) => {
        waiting.push({ ...incoming, resolve, reject });
        writing ??= write().finally(() => {
          writing = undefined;
        });
      });
    },
    async idle() {
      while (writing) await writing;
    },
  };
}

// One bad report must not take its neighbours down: after a failed batch each is tried by itself.
async function oneByOne(ctx: Context, batch: readonly Waiting[], error: unknown): Promise<void> {
  if (batch.length === 1) return batch[0]?.reject(error);
  for (const each of batch) {
    await commit(ctx, [each]).then(
      ([answer]) => each.resolve(answer ?? noAnswer),
      (own: unknown) => each.reject(own),
    );
  }
}

async function commit(ctx: Context, batch: readonly Incoming[]): Promise<{ status: number; body: string }[]> {
  return ctx.db.asSystem(async (tx) => {
    const outcomes = await takeReports(
      ctx,
      tx,
      batch.map(({ report }) => report),
    );
    const answers = batch.map((incoming, index) => incoming.answer(outcomes[index] ?? { outcome: 'unbound' }));
    await store.insertExchanges(
      tx,
      batch.map((incoming, index) => exchange(ctx, incoming, outcomes[index], answers[index])),
    );
    return answers;
  });
}

function exchange(
  ctx: Context,
  { report, request }: Incoming,
  outcome: Outcome | undefined,
  answer: { status: number; body: string } | undefined,
): store.ExchangeRow {
  return {
    tenantId: report.tenantId,
    id: ctx.ids.next('request'),
    callId: callIdOf(outcome),
    sid: report.sid,
    kind: request.kind,
    at: report.receivedAt,
    method: request.method,
    url: request.url,
    params: request.params,
    responseStatus: answer?.status ?? 500,
    responseBody: answer?.body ?? '',
    microseconds: Math.round((performance.now() - request.startedAt) * 1000),
    isCopy: outcome?.outcome === 'copy',
  };
}

function callIdOf(outcome: Outcome | undefined): Id<'call'> | null {
  return outcome && outcome.outcome !== 'unbound' ? outcome.call.id : null;
}
