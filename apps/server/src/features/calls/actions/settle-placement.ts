import { type DomainEvent, isFinal } from '@offhook/contract';
import type { CarrierEvent, PlaceOutcome } from '#providers/carrier';
import type { Tx } from '#runtime/database/database';
import { found } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { type AttemptRow, type CallRow, callById, insertEvent, saveCall, setAttemptState } from '../store/calls.ts';
import { takeUnbound } from '../store/ingest.ts';
import { takeReports } from './take-reports.ts';

/** Anything but a surely refused call leaves the call where its webhooks may have brought it already. */
export type Settlement = PlaceOutcome | { outcome: 'not-placed' };

/** Writes down what became of an attempt. A webhook may have bound the call before: then there is nothing to settle. */
export async function settlePlacement(
  ctx: Context,
  tx: Tx,
  attempt: AttemptRow,
  settlement: Settlement,
): Promise<CallRow> {
  const call = found(await callById(tx, attempt.tenantId, attempt.callId, 'lock'));
  const settled = settle(ctx, call, settlement);
  if (settled === call) return call;
  await saveCall(tx, settled);
  await setAttemptState(tx, attempt, stateOf(settlement));
  await insertEvent(tx, {
    tenantId: call.tenantId,
    callId: call.id,
    key: `placement:${stateOf(settlement)}`,
    id: ctx.ids.next('event'),
    kind: stateOf(settlement),
    at: ctx.clock.now(),
    details: { ...settlement },
  });
  const events: DomainEvent[] = [{ type: 'call.changed', call_id: call.id }];
  if (settled.placement === 'placed')
    events.push({ type: 'call.placed', call_id: call.id, contact_id: call.contactId });
  if (settled.status === 'failed') events.push({ type: 'call.ended', call_id: call.id, status: 'failed' });
  await ctx.outbox.publish(tx, call.tenantId, ...events);
  return settled.sid ? withKeptReports(ctx, tx, settled, settled.sid) : settled;
}

function settle(ctx: Context, call: CallRow, settlement: Settlement): CallRow {
  const now = ctx.clock.now();
  // Given up meanwhile: it stays so, and whoever placed it ends the call.
  if (isFinal(call.status)) return call;
  if (settlement.outcome === 'placed') {
    return call.sid === null ? { ...call, sid: settlement.sid, placement: 'placed', heardAt: now } : call;
  }
  // The webhooks know better than an error on our way to the carrier.
  if (call.sid !== null) return call;
  if (settlement.outcome === 'unknown') return { ...call, placement: 'unknown' };
  const error =
    settlement.outcome === 'refused'
      ? { errorCode: settlement.code, errorMessage: settlement.message }
      : settlement.outcome === 'busy'
        ? { errorCode: '20429', errorMessage: 'The carrier asked us to slow down.' }
        : { errorCode: 'not-placed', errorMessage: 'The carrier has no such call.' };
  const placement = settlement.outcome === 'refused' ? 'refused' : 'not-placed';
  return { ...call, placement, status: 'failed', endedAt: now, durationSeconds: 0, ...error };
}

function stateOf(settlement: Settlement): AttemptRow['state'] {
  return settlement.outcome === 'busy' ? 'not-placed' : settlement.outcome;
}

// Reports that came to the bare webhook paths before we knew the carrier's id.
async function withKeptReports(ctx: Context, tx: Tx, call: CallRow, sid: string): Promise<CallRow> {
  const kept = await takeUnbound(tx, call.tenantId, sid);
  if (kept.length === 0) return call;
  const receivedAt = ctx.clock.now();
  const reports = kept.map((event) => ({
    tenantId: call.tenantId,
    attemptId: undefined,
    sid,
    event: revived(event),
    receivedAt,
    source: 'webhook' as const,
  }));
  await takeReports(ctx, tx, reports);
  return found(await callById(tx, call.tenantId, call.id));
}

// We wrote it as JSON ourselves: only the time needs its type back.
function revived(event: unknown): CarrierEvent {
  const stored = event as CarrierEvent & { at: string | Date };
  return { ...stored, at: new Date(stored.at) };
}
