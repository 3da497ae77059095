import type { Id } from '@offhook/kit';
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

export function keepForLater(spool: RequestSpool, entry: Spoolable): Promise<void> {
  return spool.append(entry);
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
