import type { Id } from '@offhook/kit';
import { inTime } from '#runtime/in-time';
import { Refusal } from '#runtime/refusal';
import type { RequestSpool } from '#runtime/request-spool';
import type { Context } from '../../../context.ts';
import { readStoredReport } from '../stored-report.ts';
import { type Answer, type Incoming, type Ingest, isPassing } from './ingest.ts';
import { type InboundCall, takeInboundCall } from './take-inbound.ts';
import type { Report } from './take-reports.ts';

/** How long it took is known when it is kept; when it began means nothing to another process. */
type TimedRequest = Incoming['request'] & { milliseconds: number };

/** What was answered and could not be written down. */
export type Spoolable =
  | { kind: 'inbound'; inbound: InboundCall }
  | { kind: 'report'; report: Report; request: TimedRequest; answer: Answer };

/** A caller hears nothing until the answer is there: what the database does not take in this time goes to the disk. */
export const writingMs = 1200;
/** After a write that did not come back in time the workspace's next ones go to the disk at once, for so long. */
const restMs = 5000;
const resting = new WeakMap<RequestSpool, Map<string, number>>();

/** The answer was decided before it is written: a database that is slow or away costs no caller theirs. */
export async function writeOrSpool(
  { ctx, spool }: { ctx: Context; spool: RequestSpool },
  { tenantId, later }: { tenantId: string; later: Spoolable },
  write: () => Promise<unknown>,
): Promise<void> {
  const rests = resting.get(spool) ?? new Map<string, number>();
  resting.set(spool, rests);
  if ((rests.get(tenantId) ?? 0) > ctx.clock.nowMs()) return spool.append(later);
  try {
    await inTime(ctx.clock, writingMs, write());
    rests.delete(tenantId);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    rests.set(tenantId, ctx.clock.nowMs() + restMs);
    ctx.log.warn({ err: error }, 'a caller was answered before it could be written down: it is kept on this disk');
    await spool.append(later);
  }
}

/** Takes in what was kept while the database was away; what it has already is no news. */
export async function replaySpool(ctx: Context, spool: RequestSpool, ingest: Ingest): Promise<void> {
  const take = async (stored: unknown) => {
    // We wrote it ourselves: only the times need their type back.
    const entry = stored as Spoolable;
    if (entry.kind === 'inbound') {
      await takeInboundCall(ctx, { ...entry.inbound, at: new Date(entry.inbound.at) });
      return;
    }
    const { report, request, answer } = entry;
    const startedAt = performance.now() - request.milliseconds;
    await ingest.take({
      report: { ...report, event: readStoredReport(report.event), receivedAt: new Date(report.receivedAt) },
      request: { ...request, id: requestId(request.id), startedAt },
      isUrgent: false,
      answer: () => answer,
    });
  };
  await spool.replay(take, (error) => !isPassing(error));
}

const requestId = (id: string) => id as Id<'request'>; // as it was given when the request came
