import { type Id, realClock } from '@offhook/kit';
import type { Context } from '../../../context.ts';
import type { ExchangeRow } from '../store/ingest.ts';
import { againWhenOvertaken, type Outcome, type Report, takeReports } from './take-reports.ts';

/** What the carrier is answered. */
export interface Answer {
  status: number;
  body: string;
}

/** A webhook on its way in: what it says, and how its answer follows from what the report came to. */
export interface Incoming {
  report: Report;
  request: {
    id: Id<'request'>;
    kind: string;
    method: string;
    url: string;
    body: string;
    startedAt: number;
  };
  /** Somebody listens for the answer: it overtakes what nobody waits for. */
  isUrgent: boolean;
  /** How long whoever listens can wait for the commit; by default as long as silence is bearable. */
  patienceMs?: number;
  answer: (outcome: Outcome) => Answer;
}

/**
 * The one writer of this node. Everything that arrives while a commit is under way goes into the next one, and each
 * request is answered after its own commit: one transaction costs little more for two hundred reports than for one.
 */
export interface Ingest {
  take(incoming: Incoming): Promise<Answer>;
  /** True while what arrives now would wait too long. */
  isFull(): boolean;
  /** Resolves when nothing is on its way any more. */
  idle(): Promise<void>;
}

interface Waiting extends Incoming {
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

/** A commit of so many takes some 20 ms; larger ones are no cheaper by the report and keep everybody waiting. */
const mostPerCommit = 250;
/** What waits behind so many is told to come back: at a few thousand a second it would wait half a second. */
const mostWaiting = 1500;
/** And behind one that has waited so long: where the database is slow or away, few are many. */
const longestWaitMs = 1500;
/**
 * A pause between two commits. Those who were just answered have their next report in the same commit as those who came
 * meanwhile: at 32 at once half as many commits. Of the machine's time, for no rule of ours hangs on it.
 */
const pauseMs = 1;
// Of the wall, also where a test holds the clock: it is the sockets that need the moment.
const realTime = realClock();
/** Silence is heard after two to three seconds: whoever listens is told so before. */
const patienceMs = 2500;
const noAnswer = { status: 500, body: '' };

export function makeIngest(ctx: Context): Ingest {
  const urgent: Waiting[] = [];
  const reports: Waiting[] = [];
  let underWay: readonly Waiting[] = [];
  let writing: Promise<void> | undefined;

  const write = async (): Promise<void> => {
    // Requests of the same turn share a commit.
    await new Promise((resolve) => setImmediate(resolve));
    while (urgent.length + reports.length > 0) {
      const batch = urgent.splice(0, mostPerCommit);
      batch.push(...reports.splice(0, mostPerCommit - batch.length));
      underWay = batch;
      await commitInParts(ctx, batch);
      underWay = [];
      if (reports.length > 0 && reports.length < mostPerCommit) await realTime.sleep(pauseMs);
    }
  };
  const isStuck = (oldest: Waiting | undefined) =>
    oldest !== undefined && ctx.clock.nowMs() - oldest.report.receivedAt.getTime() > longestWaitMs;

  return {
    take: (incoming) =>
      new Promise((resolve, reject) => {
        const patience = incoming.isUrgent
          ? ctx.clock.after(incoming.patienceMs ?? patienceMs, () => reject(new Impatience()))
          : undefined;
        const settled = <Value>(settle: (value: Value) => void) => {
          if (!patience) return settle;
          return (value: Value) => {
            patience.cancel();
            settle(value);
          };
        };
        const queue = incoming.isUrgent ? urgent : reports;
        queue.push(Object.assign(incoming, { resolve: settled(resolve), reject: settled(reject) }));
        writing ??= write().finally(() => {
          writing = undefined;
        });
      }),
    isFull: () => reports.length >= mostWaiting || isStuck(underWay[0]) || isStuck(reports[0]),
    async idle() {
      while (writing) await writing;
    },
  };
}

class Impatience extends Error {
  override name = 'Impatience';
  override message = 'the database did not answer in time for whoever listens';
}

/** One bad report must not take its neighbours down: a batch that fails is tried again in halves. */
async function commitInParts(ctx: Context, batch: readonly Waiting[]): Promise<void> {
  try {
    const answers = await commit(ctx, batch);
    for (const [index, each] of batch.entries()) each.resolve(answers[index] ?? noAnswer);
  } catch (error) {
    if (batch.length === 1 || isOfConnection(error)) {
      for (const each of batch) each.reject(error);
      return;
    }
    const middle = batch.length >> 1;
    await commitInParts(ctx, batch.slice(0, middle));
    await commitInParts(ctx, batch.slice(middle));
  }
}

// What the database says of a statement has a severity. A lost or slow connection is nobody's report's fault, and trying
// halves of the batch would keep all of them waiting.
function isOfConnection(error: unknown): boolean {
  if (!(error instanceof Error && 'severity' in error && 'code' in error)) return true;
  return /^(08|53|57|58)/.test(String(error.code));
}

/** True for a failure that another try may not meet: of the connection, or because somebody else was writing. */
export function isPassing(error: unknown): boolean {
  return isOfConnection(error) || (error instanceof Error && 'code' in error && /^(40|55)/.test(String(error.code)));
}

function commit(ctx: Context, batch: readonly Incoming[]): Promise<Answer[]> {
  return againWhenOvertaken(() =>
    ctx.db.asWriter(async (tx, writing) => {
      let answers: Answer[] = [];
      await takeReports(
        ctx,
        tx,
        batch.map(({ report }) => report),
        {
          ...writing,
          asksForPage: (index) => batch[index]?.isUrgent ?? false,
          exchangesOf(outcomes) {
            answers = batch.map((incoming, index) => incoming.answer(outcomes[index] ?? { outcome: 'unbound' }));
            const now = performance.now();
            return batch.map((incoming, index) => exchange(incoming, outcomes[index], answers[index] ?? noAnswer, now));
          },
        },
      );
      return answers;
    }),
  );
}

function exchange(
  { report, request }: Incoming,
  outcome: Outcome | undefined,
  answer: Answer,
  now: number,
): ExchangeRow {
  return {
    tenantId: report.tenantId,
    id: request.id,
    callId: callIdOf(outcome),
    sid: report.sid,
    kind: request.kind,
    at: report.receivedAt,
    method: request.method,
    url: request.url,
    body: request.body,
    signature: 'valid',
    responseStatus: answer.status,
    responseBody: answer.body,
    microseconds: Math.round((now - request.startedAt) * 1000),
    isCopy: outcome?.outcome === 'copy',
  };
}

function callIdOf(outcome: Outcome | undefined): Id<'call'> | null {
  return outcome && outcome.outcome !== 'unbound' ? outcome.call.id : null;
}
