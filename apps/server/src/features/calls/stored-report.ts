import type { CarrierEvent } from '#providers/carrier';

/** A report that was kept as JSON. We wrote it ourselves: only the times need their type back. */
export function readStoredReport(stored: unknown): CarrierEvent {
  const report = stored as CarrierEvent & { at: string | Date };
  const at = new Date(report.at);
  if (report.kind !== 'leg') return { ...report, at };
  return { ...report, at, progress: { ...report.progress, at: new Date(report.progress.at) } };
}
