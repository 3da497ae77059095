import type { DomainEvent } from '@offhook/contract';
import type { Tx } from '#runtime/database/database';
import { found } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { type Settlement, settled } from '../placement.ts';
import { type AttemptRow, type CallRow, callById, insertEvent, saveCall, setAttemptState } from '../store/calls.ts';
import { takeKeptReports } from './kept-reports.ts';

/** Writes down what became of an attempt. A webhook may have bound the call before: then there is nothing to settle. */
export async function settlePlacement(
  ctx: Context,
  tx: Tx,
  attempt: AttemptRow,
  settlement: Settlement,
): Promise<CallRow> {
  const call = found(await callById(tx, attempt.tenantId, attempt.callId, 'lock'));
  const now = ctx.clock.now();
  const after = settled(call, settlement, now);
  if (after === call) return call;
  await saveCall(tx, after.sid === null ? after : { ...after, heardAt: now });
  await setAttemptState(tx, attempt, stateOf(settlement));
  await insertEvent(tx, {
    tenantId: call.tenantId,
    callId: call.id,
    key: `placement:${stateOf(settlement)}`,
    id: ctx.ids.next('event'),
    kind: stateOf(settlement),
    at: now,
    details: { ...settlement },
  });
  const events: DomainEvent[] = [{ type: 'call.changed', call_id: call.id }];
  if (after.placement === 'placed') events.push({ type: 'call.placed', call_id: call.id, contact_id: call.contactId });
  if (after.status === 'failed') events.push({ type: 'call.ended', call_id: call.id, status: 'failed' });
  await ctx.outbox.publish(tx, call.tenantId, ...events);
  if (!after.sid || !(await takeKeptReports(ctx, tx, { tenantId: call.tenantId, sid: after.sid }))) return after;
  return found(await callById(tx, call.tenantId, call.id));
}

function stateOf(settlement: Settlement): AttemptRow['state'] {
  return settlement.outcome === 'busy' ? 'not-placed' : settlement.outcome;
}
