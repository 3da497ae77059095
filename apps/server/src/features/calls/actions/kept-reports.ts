import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import { type KnownCall, takeUnbound } from '../store/ingest.ts';
import { readStoredReport } from '../stored-report.ts';
import { takeReports } from './take-reports.ts';

/** Takes in what was kept about a call until it was known; false when nothing was. */
export async function takeKeptReports(ctx: Context, tx: Tx, { tenantId, sid }: KnownCall): Promise<boolean> {
  const kept = await takeUnbound(tx, tenantId, sid);
  if (kept.length === 0) return false;
  const receivedAt = ctx.clock.now();
  const reports = kept.map((event) => ({
    tenantId,
    attemptId: undefined,
    sid,
    event: readStoredReport(event),
    receivedAt,
    source: 'webhook' as const,
  }));
  await takeReports(ctx, tx, reports);
  return true;
}
