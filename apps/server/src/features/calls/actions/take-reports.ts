import { type DomainEvent, isFinal } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import { recordedSeconds, takeRecordingReport } from '#features/recordings';
import { chargesOf } from '#features/wallet';
import type { CarrierEvent } from '#providers/carrier';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import { eventKey, next } from '../call.ts';
import type { CallRow } from '../store/calls.ts';
import * as store from '../store/ingest.ts';

/** News of a call: from a webhook, or from asking the carrier. */
export interface Report extends store.Pointer {
  event: CarrierEvent;
  receivedAt: Date;
  source: 'webhook' | 'asked';
}

/**
 * What a report came to. `taken`: the call knows it now. `copy`: it knew already. `twin`: it speaks of a second call
 * for an attempt that has one. `dead`: the attempt is no longer live. `unbound`: no call of ours, kept for later.
 */
export type Outcome = { outcome: 'taken' | 'copy' | 'twin' | 'dead'; call: CallRow } | { outcome: 'unbound' };

/** Takes a batch of reports into one transaction: history, folded calls, charges, events. One fold, whatever the source. */
export async function takeReports(ctx: Context, tx: Tx, reports: readonly Report[]): Promise<Outcome[]> {
  const targetOf = await store.lockTargets(tx, reports);
  const judged = judge(reports, targetOf);
  const bound = judged.flatMap(({ report, target, verdict }) =>
    target && verdict === 'live' ? [{ report, target }] : [],
  );
  const news = await store.insertEvents(
    tx,
    bound.map(({ report, target }) => eventRow(ctx, report, target.call)),
  );
  const folded = new Map<string, { before: CallRow; after: CallRow }>();
  const attempts: { tenantId: Id<'workspace'>; id: Id<'attempt'> }[] = [];
  for (const { report, target } of bound) {
    const name = `${target.call.id} ${eventKey(report.event)}`;
    const entry = folded.get(target.call.id) ?? { before: target.call, after: target.call };
    const binds = entry.after.sid === null;
    if (binds && target.attemptId) attempts.push({ tenantId: report.tenantId, id: target.attemptId });
    const known = { ...entry.after, sid: report.sid, placement: 'placed' as const, heardAt: report.receivedAt };
    folded.set(target.call.id, { before: entry.before, after: news.has(name) ? next(known, report.event) : known });
  }
  const changed = [...folded.values()];
  await store.updateCalls(
    tx,
    changed.map(({ after }) => after),
  );
  await store.markAttemptsPlaced(tx, attempts);
  await takeRecordings(ctx, tx, bound, news);
  await charge(
    ctx,
    tx,
    changed.map(({ after }) => after),
  );
  await publish(ctx, tx, changed, news.size > 0);
  await store.keepUnbound(
    tx,
    judged.filter(({ target }) => !target).map(({ report }) => unbound(report)),
  );
  return judged.map(({ report, target, verdict }): Outcome => {
    if (!target) return { outcome: 'unbound' };
    const call = folded.get(target.call.id)?.after ?? target.call;
    if (verdict !== 'live') return { outcome: verdict, call };
    return { outcome: news.has(`${call.id} ${eventKey(report.event)}`) ? 'taken' : 'copy', call };
  });
}

interface Judged {
  report: Report;
  target: store.Target | undefined;
  verdict: 'live' | 'twin' | 'dead';
}

// A second call for one attempt must never be taken for the first: it is answered with a hangup and says nothing.
function judge(reports: readonly Report[], targetOf: (report: Report) => store.Target | undefined): Judged[] {
  const sids = new Map<string, string>();
  return reports.map((report) => {
    const target = targetOf(report);
    if (!target) return { report, target, verdict: 'dead' };
    if (target.attemptState === 'refused' || target.attemptState === 'not-placed')
      return { report, target, verdict: 'dead' };
    const sid = sids.get(target.call.id) ?? target.call.sid ?? report.sid;
    sids.set(target.call.id, sid);
    return { report, target, verdict: sid === report.sid ? 'live' : 'twin' };
  });
}

function eventRow(ctx: Context, report: Report, call: CallRow): store.EventRow {
  const { event } = report;
  const kind = event.kind === 'progress' ? event.status : event.kind;
  return {
    tenantId: report.tenantId,
    callId: call.id,
    key: eventKey(event),
    id: ctx.ids.next('event'),
    kind,
    at: event.at,
    details: { source: report.source, ...eventDetails(event) },
  };
}

function eventDetails(event: CarrierEvent): object {
  switch (event.kind) {
    case 'progress': {
      const { durationSeconds, answeredBy, sipCode, error } = event;
      return { duration_seconds: durationSeconds, answered_by: answeredBy, sip_code: sipCode, error };
    }
    case 'recording':
      return {
        status: event.recording.status,
        recording_sid: event.recording.sid,
        duration_seconds: event.recording.durationSeconds,
      };
    default:
      return { answered_by: event.answeredBy };
  }
}

function unbound({ tenantId, sid, event, receivedAt: at }: Report) {
  return { tenantId, sid, key: eventKey(event), event, at };
}

async function takeRecordings(
  ctx: Context,
  tx: Tx,
  bound: readonly { report: Report; target: store.Target }[],
  news: ReadonlySet<string>,
): Promise<void> {
  for (const { report, target } of bound) {
    if (report.event.kind !== 'recording' || !news.has(`${target.call.id} ${eventKey(report.event)}`)) continue;
    await takeRecordingReport(ctx, tx, target.call, report.event.recording);
  }
}

async function charge(ctx: Context, tx: Tx, calls: readonly CallRow[]): Promise<void> {
  const ended = calls.filter((call) => isFinal(call.status) && call.answeredAt && call.endedAt);
  const recorded = await recordedSeconds(tx, ended);
  const charges = ended.flatMap((call) =>
    chargesOf({
      direction: call.direction,
      answeredAt: call.answeredAt,
      endedAt: call.endedAt ?? call.createdAt,
      durationSeconds: call.durationSeconds ?? 0,
      recordedSeconds: recorded.get(call.id) ?? 0,
      machineDetected: call.answeredBy !== null,
    }).map((line) => ({ ...line, tenantId: call.tenantId, callId: call.id, at: ctx.clock.now() })),
  );
  await store.insertCharges(tx, charges);
}

async function publish(
  ctx: Context,
  tx: Tx,
  changed: readonly { before: CallRow; after: CallRow }[],
  isNews: boolean,
): Promise<void> {
  if (!isNews && changed.every(({ before }) => before.sid !== null)) return;
  for (const { before, after } of changed) {
    const events: DomainEvent[] = [{ type: 'call.changed', call_id: after.id }];
    if (!isFinal(before.status) && isFinal(after.status))
      events.push({ type: 'call.ended', call_id: after.id, status: after.status });
    await ctx.outbox.publish(tx, after.tenantId, ...events);
  }
}
