import type { DomainEvent } from '@offhook/contract';
import type { Tx } from '#runtime/database/database';
import { found } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { type Settlement, settled } from '../placement.ts';
import { type AttemptRow, setAttemptStates } from '../store/attempts.ts';
import { type CallRow, callById, lockCallsByIds, savePlacements } from '../store/calls.ts';
import { insertEvents, keptAmong } from '../store/ingest.ts';
import { takeKeptReports } from './kept-reports.ts';

/** What the carrier was asked for, and what became of it. */
export interface Settling {
  attempt: AttemptRow;
  settlement: Settlement;
}

/** Writes down what became of an attempt. A webhook may have bound the call before: then there is nothing to settle. */
export async function settlePlacement(
  ctx: Context,
  tx: Tx,
  attempt: AttemptRow,
  settlement: Settlement,
): Promise<CallRow> {
  const { tenantId, callId } = attempt;
  return found((await settlePlacements(ctx, tx, tenantId, [{ attempt, settlement }])).get(callId));
}

/** The same for several attempts of one workspace; answers their calls as they are now. */
export async function settlePlacements(
  ctx: Context,
  tx: Tx,
  tenantId: CallRow['tenantId'],
  all: readonly Settling[],
): Promise<Map<CallRow['id'], CallRow>> {
  const now = ctx.clock.now();
  const before = await lockCallsByIds(
    tx,
    tenantId,
    all.map(({ attempt }) => attempt.callId),
  );
  const calls = new Map(before.map((call) => [call.id, call]));
  const changed = all.flatMap(({ attempt, settlement }) => {
    const call = found(calls.get(attempt.callId));
    const after = settled(call, settlement, now);
    if (after === call) return [];
    const heard = after.sid === null ? after : { ...after, heardAt: now };
    calls.set(heard.id, heard);
    return [{ attempt, settlement, call: heard }];
  });
  if (changed.length === 0) return calls;
  await savePlacements(
    tx,
    changed.map(({ call }) => call),
  );
  await setAttemptStates(
    tx,
    changed.map(({ attempt: { id }, settlement }) => ({ tenantId, id, state: stateOf(settlement) })),
  );
  await insertEvents(
    tx,
    changed.map(({ call, settlement }) => ({
      tenantId,
      callId: call.id,
      key: `placement:${stateOf(settlement)}`,
      id: ctx.ids.next('event'),
      kind: stateOf(settlement),
      at: now,
      details: { ...settlement },
    })),
  );
  await ctx.outbox.publish(tx, tenantId, ...changed.flatMap(({ call }) => eventsOf(call)));
  const sids = changed.flatMap(({ call }) => call.sid ?? []);
  for (const sid of await keptAmong(tx, tenantId, sids)) {
    await takeKeptReports(ctx, tx, { tenantId, sid });
    const told = found([...calls.values()].find((call) => call.sid === sid));
    calls.set(told.id, found(await callById(tx, tenantId, told.id)));
  }
  return calls;
}

function eventsOf(call: CallRow): DomainEvent[] {
  const events: DomainEvent[] = [{ type: 'call.changed', call_id: call.id }];
  if (call.placement === 'placed') events.push({ type: 'call.placed', call_id: call.id, contact_id: call.contactId });
  if (call.status === 'failed') events.push({ type: 'call.ended', call_id: call.id, status: 'failed' });
  return events;
}

function stateOf(settlement: Settlement): AttemptRow['state'] {
  return settlement.outcome === 'busy' ? 'not-placed' : settlement.outcome;
}
