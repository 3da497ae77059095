import { type DomainEvent, isFinal } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import { takeLeavings } from '#features/inbound';
import { takeRecordingReport } from '#features/recordings';
import type { CarrierEvent } from '#providers/carrier';
import { noteTold, type Run, runIn, type Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import { isMachine } from '../answered-by.ts';
import { eventKey, next } from '../call.ts';
import * as store from '../store/ingest.ts';
import { followSeats } from './follow-seats.ts';
import { noteStray } from './strays.ts';

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
export type Outcome = { outcome: 'taken' | 'copy' | 'twin' | 'dead'; call: store.Followed } | { outcome: 'unbound' };

/** How reports come in and what is kept of their requests; what the carrier answered when asked has none. */
export interface Way {
  run: Run;
  /** Runs the statement that everything before it was for. */
  last: Run;
  /** True when the answer to this report is a document, which the call's plan decides. */
  asksForPage: (report: number) => boolean;
  exchangesOf: (outcomes: readonly Outcome[]) => readonly store.ExchangeRow[];
}

interface Judged {
  report: Report;
  key: string;
  target: store.Target | undefined;
  verdict: 'live' | 'twin' | 'dead';
}

type Live = Judged & { target: store.Target };
type Heard = store.Followed & { heardAt: Date };
type Change = { before: store.Followed; after: Heard; isNews: boolean };

/** Takes a batch of reports into one transaction: history, folded calls, events. One fold, whatever the source. */
export async function takeReports(
  ctx: Context,
  tx: Tx,
  reports: readonly Report[],
  { run, last, asksForPage, exchangesOf }: Way = asked(tx),
): Promise<Outcome[]> {
  const pointers = reports.map((report, index) => ({
    ...report,
    key: eventKey(report.event),
    page: asksForPage(index),
  }));
  const judged = judge(pointers, await store.lockTargets(run, pointers));
  const live = judged.filter((each): each is Live => each.target !== undefined && each.verdict === 'live');
  const news = newsAmong(live);
  const changes = fold(live, news);
  for (const { report, target } of news) {
    if (report.event.kind === 'recording') await takeRecordingReport(ctx, tx, target.call, report.event.recording);
  }
  await takeLeavings(
    ctx,
    tx,
    [...news].map(({ report, target }) => ({ call: target.call, event: report.event })),
  );
  for (const each of judged) await noteIfStray(ctx, tx, each);
  const seated = await followSeats(
    ctx,
    tx,
    [...news].map(({ report, target }) => ({
      event: report.event,
      call: changes.get(target.call.id)?.after ?? target.call,
    })),
  );
  const outcomes = judged.map((each) => outcomeOf(each, changes, news));
  const published = [...changes.values()].flatMap((change) =>
    eventsOf(change).map((event) => ({ tenantId: change.after.tenantId, event })),
  );
  noteTold(
    tx,
    published.map(({ event }) => event.type),
  );
  await store.writeBatch(last, {
    events: [...[...news].map((each) => eventRow(ctx, each)), ...seated],
    calls: [...changes.values()].map(({ after }) => after),
    placed: boundAttempts(live),
    published,
    at: ctx.clock.now(),
    unbound: judged.flatMap(({ report, key, target }) => (target ? [] : [unbound(report, key)])),
    exchanges: exchangesOf(outcomes),
  });
  return outcomes;
}

/** Takes in what the carrier answered when asked, in a transaction of its own. */
export async function takeAnswers(ctx: Context, reports: readonly Report[]): Promise<void> {
  await againWhenOvertaken(() => ctx.db.asSystem((tx) => takeReports(ctx, tx, reports)));
}

/** Another node may write the same report between our look and our lock; the second look sees it. */
export async function againWhenOvertaken<T>(work: () => Promise<T>): Promise<T> {
  return work().catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === store.overtakenCode) return work();
    throw error;
  });
}

function asked(tx: Tx): Way {
  return { run: runIn(tx), last: runIn(tx), asksForPage: () => false, exchangesOf: () => [] };
}

// A second call for one attempt must never be taken for the first: it is answered with a hangup and says nothing. A leg
// is judged by the call that it belongs to.
function judge(
  reports: readonly (Report & { key: string })[],
  targets: readonly (store.Target | undefined)[],
): Judged[] {
  const sids = new Map<string, string>();
  return reports.map((report, index) => {
    const target = targets[index];
    const { key } = report;
    if (!target || isGivenUp(target)) {
      return { report, key, target, verdict: 'dead' };
    }
    const sid = sids.get(target.call.id) ?? target.call.sid ?? report.sid;
    sids.set(target.call.id, sid);
    return { report, key, target, verdict: sid === report.sid ? 'live' : 'twin' };
  });
}

// The attempt's state is of before the wait for the call's lock: who held it may have given the call up.
function isGivenUp({ attemptId, attemptState, call }: store.Target): boolean {
  return [attemptState, attemptId && call.placement].some((fate) => fate === 'refused' || fate === 'not-placed');
}

/** What the history does not have yet; of several copies in one batch the first is the news. */
function newsAmong(live: readonly Live[]): Set<Live> {
  const names = new Set<string>();
  return new Set(
    live.filter(({ target, key }) => {
      const name = `${target.call.id} ${key}`;
      const isNew = !target.isKnown && !names.has(name);
      names.add(name);
      return isNew;
    }),
  );
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
function knowsMore(before: store.Followed, after: store.Followed): boolean {
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

/** A call that must not be: while it lives it is hung up, and its own call tells of it. */
async function noteIfStray(ctx: Context, tx: Tx, { report, target, verdict }: Judged): Promise<void> {
  if (!target || verdict === 'live') return;
  const { event } = report;
  if (event.kind === 'progress' && isFinal(event.status)) return;
  await noteStray(ctx, tx, target.call, report.sid);
}

function eventRow(ctx: Context, { report, key, target }: Live): store.EventRow {
  const { event } = report;
  const kind =
    event.kind === 'progress' ? event.status : event.kind === 'leg' ? `leg-${event.progress.status}` : event.kind;
  return {
    tenantId: report.tenantId,
    callId: target.call.id,
    key,
    id: ctx.ids.next('event'),
    kind,
    at: event.at,
    details: { source: report.source, ...eventDetails(event), sid: report.sid, report: event },
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
    case 'flow-step':
      return { heard: event.step.heard, problem: event.step.problem, path: event.step.path };
    case 'keypress':
      return { digits: event.digits };
    case 'bridge-ended':
      return { status: event.status, duration_seconds: event.durationSeconds };
    case 'document-failed':
      return { code: event.code, url: event.url };
    case 'opening-ended':
    case 'drop-started':
    case 'drop-finished':
      return {};
    default:
      return { answered_by: event.answeredBy };
  }
}

function unbound({ tenantId, sid, event, receivedAt: at }: Report, key: string) {
  return { tenantId, sid, key, event, at };
}

function eventsOf({ before, after, isNews }: Change): DomainEvent[] {
  const binds = before.sid === null;
  if (!isNews && !binds) return [];
  const events: DomainEvent[] = [{ type: 'call.changed', call_id: after.id }];
  if (binds) events.push({ type: 'call.placed', call_id: after.id, contact_id: after.contactId });
  if (before.answeredBy !== after.answeredBy && isMachine(after.answeredBy)) {
    events.push({ type: 'call.machine_answered', call_id: after.id });
  }
  if (!isFinal(before.status) && isFinal(after.status)) {
    events.push({ type: 'call.ended', call_id: after.id, status: after.status });
  }
  return events;
}
