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

interface Judged {
  report: Report;
  target: store.Target | undefined;
  verdict: 'live' | 'twin' | 'dead';
}

type Live = Judged & { target: store.Target };
type Change = { before: CallRow; after: CallRow; isNews: boolean };

/** Takes a batch of reports into one transaction: history, folded calls, charges, events. One fold, whatever the source. */
export async function takeReports(ctx: Context, tx: Tx, reports: readonly Report[]): Promise<Outcome[]> {
  const judged = judge(reports, await store.lockTargets(tx, reports));
  const live = judged.filter((each): each is Live => each.target !== undefined && each.verdict === 'live');
  const news = await newsAmong(ctx, tx, live);
  const changes = fold(live, news);
  const calls = [...changes.values()].map(({ after }) => after);
  await store.updateCalls(tx, calls);
  await store.markAttemptsPlaced(tx, boundAttempts(live));
  for (const { report, target } of news) {
    if (report.event.kind === 'recording') await takeRecordingReport(ctx, tx, target.call, report.event.recording);
  }
  await charge(ctx, tx, calls);
  await publish(ctx, tx, [...changes.values()]);
  await store.keepUnbound(
    tx,
    judged.filter(({ target }) => !target).map(({ report }) => unbound(report)),
  );
  return judged.map((each) => outcomeOf(each, changes, news));
}

// A second call for one attempt must never be taken for the first: it is answered with a hangup and says nothing.
function judge(reports: readonly Report[], targetOf: (report: Report) => store.Target | undefined): Judged[] {
  const sids = new Map<string, string>();
  return reports.map((report) => {
    const target = targetOf(report);
    if (!target || target.attemptState === 'refused' || target.attemptState === 'not-placed') {
      return { report, target, verdict: 'dead' };
    }
    const sid = sids.get(target.call.id) ?? target.call.sid ?? report.sid;
    sids.set(target.call.id, sid);
    return { report, target, verdict: sid === report.sid ? 'live' : 'twin' };
  });
}

/** Writes the history; of several copies in one batch the first is the news. */
async function newsAmong(ctx: Context, tx: Tx, live: readonly Live[]): Promise<Set<Live>> {
  const written = await store.insertEvents(
    tx,
    live.map(({ report, target }) => eventRow(ctx, report, target.call)),
  );
  return new Set(live.filter(({ report, target }) => written.delete(`${target.call.id} ${eventKey(report.event)}`)));
}

function fold(live: readonly Live[], news: ReadonlySet<Live>): Map<string, Change> {
  const changes = new Map<string, Change>();
  for (const each of live) {
    const { call } = each.target;
    const { before, after, isNews } = changes.get(call.id) ?? { before: call, after: call, isNews: false };
    const heard = { ...after, sid: each.report.sid, placement: 'placed' as const, heardAt: each.report.receivedAt };
    // A copy is folded too: it may know what the first did not, and `next` only fills in.
    const told = next(heard, each.report.event);
    changes.set(call.id, { before, after: told, isNews: isNews || news.has(each) || knowsMore(after, told) });
  }
  return changes;
}

// Of what a copy can fill in: the rest is told by news only.
function knowsMore(before: CallRow, after: CallRow): boolean {
  return (['durationSeconds', 'answeredBy', 'errorCode'] as const).some((fact) => before[fact] !== after[fact]);
}

function boundAttempts(live: readonly Live[]): { tenantId: Id<'workspace'>; id: Id<'attempt'> }[] {
  return live.flatMap(({ report, target }) =>
    target.attemptId && target.call.sid === null ? [{ tenantId: report.tenantId, id: target.attemptId }] : [],
  );
}

function outcomeOf(judged: Judged, changes: ReadonlyMap<string, Change>, news: ReadonlySet<Judged>): Outcome {
  const { target, verdict } = judged;
  if (!target) return { outcome: 'unbound' };
  const call = changes.get(target.call.id)?.after ?? target.call;
  if (verdict !== 'live') return { outcome: verdict, call };
  return { outcome: news.has(judged) ? 'taken' : 'copy', call };
}

function eventRow(ctx: Context, report: Report, call: CallRow): store.EventRow {
  const { event } = report;
  const kind =
    event.kind === 'progress' ? event.status : event.kind === 'leg' ? `leg-${event.progress.status}` : event.kind;
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
    case 'leg':
    case 'leg-keypress':
      return {
        leg_sid: event.leg.sid,
        to: event.leg.to,
        ...(event.kind === 'leg' ? eventDetails(event.progress) : { digits: event.digits }),
      };
    case 'keypress':
      return { digits: event.digits };
    case 'bridge-ended':
      return { status: event.status, duration_seconds: event.durationSeconds };
    case 'drop-started':
    case 'drop-finished':
      return {};
    default:
      return { answered_by: event.answeredBy };
  }
}

function unbound({ tenantId, sid, event, receivedAt: at }: Report) {
  return { tenantId, sid, key: eventKey(event), event, at };
}

async function charge(ctx: Context, tx: Tx, calls: readonly CallRow[]): Promise<void> {
  const ended = calls.filter(
    (call) => isFinal(call.status) && call.answeredAt && call.endedAt && call.durationSeconds !== null,
  );
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

// One statement for each workspace of the batch: with one for each call, a batch of thirty waited thirty times.
async function publish(ctx: Context, tx: Tx, changes: readonly Change[]): Promise<void> {
  const told = changes.map((change) => ({ tenantId: change.after.tenantId, events: eventsOf(change) }));
  for (const [tenantId, group] of Map.groupBy(told, (each) => each.tenantId)) {
    await ctx.outbox.publish(tx, tenantId, ...group.flatMap(({ events }) => events));
  }
}

function eventsOf({ before, after, isNews }: Change): DomainEvent[] {
  const binds = before.sid === null;
  if (!isNews && !binds) return [];
  const events: DomainEvent[] = [{ type: 'call.changed', call_id: after.id }];
  if (binds) events.push({ type: 'call.placed', call_id: after.id, contact_id: after.contactId });
  if (!isFinal(before.status) && isFinal(after.status)) {
    events.push({ type: 'call.ended', call_id: after.id, status: after.status });
  }
  return events;
}
