import { type Call, isFinal, roleIsAtLeast } from '@offhook/contract';
import { formatId, type Id, parseId } from '@offhook/kit';
import { note } from '#features/audit';
import { suppress } from '#features/compliance';
import { type SettlePowers, settleBeforeDeletion } from '#features/insights';
import { deleteRecordingsOf } from '#features/recordings';
import { settingOf } from '#features/settings';
import { tellOfMessagesGoing } from '#features/voicemail';
import { connectionIdsOfCalls } from '#features/workspaces';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { type CallRow, callById, deleteCall, sampleCallIds } from '../store/calls.ts';
import { insertEvents } from '../store/ingest.ts';
import { type CallWork, lockWork, otherSides, saveWork } from '../store/work.ts';
import { asksNotToCall, type Changes, changesBetween, mostTags, onList, type WorkWish, workAfter } from '../work.ts';
import { presentOne } from './present.ts';

export async function changeCall(ctx: Context, actor: Actor, callId: string, wish: WorkWish): Promise<Call> {
  const id = found(parseId('call', callId));
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    await changeWork(ctx, tx, actor, [id], wish);
    return presentOne(tx, actor, found(await callById(tx, actor.tenantId, id)));
  });
}

/** Changes all of the calls or none. */
export async function changeCalls(
  ctx: Context,
  actor: Actor,
  { callIds, ...wish }: { callIds: readonly string[] } & WorkWish,
): Promise<{ changed: number }> {
  const ids = [...new Set(callIds.map((id) => found(parseId('call', id))))];
  return ctx.db.asTenant(actor.tenantId, async (tx) => ({ changed: await changeWork(ctx, tx, actor, ids, wish) }));
}

interface Changed {
  before: CallWork;
  after: CallWork;
  changes: Changes;
}

/** Answers how many calls are otherwise than they were. */
async function changeWork(
  ctx: Context,
  tx: Tx,
  actor: Actor,
  ids: readonly Id<'call'>[],
  given: WorkWish,
): Promise<number> {
  const calls = await lockWork(tx, ids);
  if (calls.length < ids.length) throw new Refusal('request.not_found');
  const wish = { ...given, disposition: await readDisposition(tx, given.disposition, calls) };
  const changed = calls.flatMap((before) => {
    const after = { id: before.id, ...workAfter(before, wish) };
    const changes = changesBetween(before, after);
    return Object.keys(changes).length > 0 ? [{ before, after, changes }] : [];
  });
  if (changed.some(({ after }) => after.tags.length > mostTags)) {
    throw new Refusal('calls.too_many_tags', { most: mostTags });
  }
  await keepDoNotCall(ctx, tx, actor, changed);
  await suppressAskers(ctx, tx, actor, changed);
  if (changed.length === 0) return 0;
  await saveWork(
    tx,
    actor.tenantId,
    changed.map(({ after }) => after),
  );
  await insertEvents(
    tx,
    changed.map(({ before, changes }) => changedEvent(ctx, actor, before.id, changes)),
  );
  const events = changed.map(({ before }) => ({ type: 'call.changed' as const, call_id: before.id }));
  await ctx.outbox.publish(tx, actor.tenantId, ...events);
  return changed.length;
}

/** As the list of the workspace spells it. One that left the list stays where it stands. */
async function readDisposition(
  tx: Tx,
  given: string | null | undefined,
  calls: readonly CallWork[],
): Promise<string | null | undefined> {
  if (!given || calls.every(({ disposition }) => disposition === given)) return given;
  const list = await settingOf(tx, 'dispositions');
  const known = onList(given, list);
  if (known === undefined) throw new Refusal('calls.disposition_unknown', { given, known: list.join(', ') });
  return known;
}

async function keepDoNotCall(ctx: Context, tx: Tx, actor: Actor, changed: readonly Changed[]): Promise<void> {
  const lifted = changed.filter(
    ({ before, after }) => asksNotToCall(before.disposition) && after.disposition !== before.disposition,
  );
  for (const { before, after } of lifted) {
    const { disposition } = before;
    if (actor.kind !== 'person' || !roleIsAtLeast(actor.role, 'manager')) {
      throw new Refusal('calls.disposition_kept', { disposition, call_id: formatId('call', before.id) });
    }
    const details = { from: disposition, to: after.disposition };
    await note(ctx, tx, actor, 'calls.do_not_call_lifted', formatId('call', before.id), details);
  }
}

/** Whoever asked not to be called is not called from the commit on; lifting the disposition alone changes nothing of that. */
async function suppressAskers(ctx: Context, tx: Tx, actor: Actor, changed: readonly Changed[]): Promise<void> {
  const asked = changed.filter(
    ({ before, after }) => asksNotToCall(after.disposition) && !asksNotToCall(before.disposition),
  );
  if (asked.length === 0) return;
  const ids = asked.map(({ before }) => before.id);
  const numbers = await otherSides(tx, actor.tenantId, ids);
  const reason = `Said in ${ids.length === 1 ? formatId('call', ids[0] ?? '') : `${ids.length} calls`}`;
  await suppress(ctx, tx, actor, { numbers, source: 'disposition', reason });
}

function changedEvent(ctx: Context, actor: Actor, callId: Id<'call'>, changes: Changes) {
  const id = ctx.ids.next('event');
  const details = { by: actor.name, by_kind: actor.kind, changes };
  return { tenantId: actor.tenantId, callId, key: `changed ${id}`, id, kind: 'changed', at: ctx.clock.now(), details };
}

export async function removeCall(ctx: Context, powers: SettlePowers, actor: Actor, callId: string): Promise<void> {
  const id = found(parseId('call', callId));
  await ctx.db.asTenant(actor.tenantId, async (tx) => {
    const call = found(await callById(tx, actor.tenantId, id, 'lock'));
    if (!isFinal(call.status)) throw new Refusal('calls.still_live');
    await deleteCallsEverywhere(ctx, tx, powers, [call]);
    await note(ctx, tx, actor, 'calls.deleted', formatId('call', id));
  });
}

/** Deletes ended calls of one workspace, which the caller holds locked, here and at the carrier. They stay counted. */
export async function deleteCallsEverywhere(
  ctx: Context,
  tx: Tx,
  powers: SettlePowers,
  calls: readonly Pick<CallRow, 'tenantId' | 'id' | 'sid' | 'isSample'>[],
): Promise<void> {
  const [first] = calls;
  if (!first) return;
  const { tenantId } = first;
  const ids = calls.map(({ id }) => id);
  await settleBeforeDeletion(ctx, tx, powers, calls);
  const connections = await connectionIdsOfCalls(tx, tenantId, ids);
  await deleteRecordingsOf(ctx, tx, ids);
  await tellOfMessagesGoing(ctx, tx, ids);
  for (const { id, sid, isSample } of calls) {
    await deleteCall(tx, id);
    const gone = { sid, connection_id: connections.get(id) ?? null };
    if (sid && !isSample) await ctx.outbox.enqueue(tx, tenantId, 'calls.delete_at_carrier', gone);
    await ctx.outbox.publish(tx, tenantId, { type: 'call.deleted', call_id: id });
  }
}

export async function removeSampleCalls(ctx: Context, tx: Tx, actor: Actor): Promise<void> {
  const ids = await sampleCallIds(tx);
  await deleteRecordingsOf(ctx, tx, ids);
  for (const id of ids) {
    await deleteCall(tx, id);
    await ctx.outbox.publish(tx, actor.tenantId, { type: 'call.deleted', call_id: id });
  }
}

/** Tells open pages that something that is shown with a call has changed. */
export async function announceChange(ctx: Context, tenantId: Id<'workspace'>, callId: string): Promise<void> {
  await ctx.db.asTenant(tenantId, (tx) => ctx.outbox.publish(tx, tenantId, { type: 'call.changed', call_id: callId }));
}
