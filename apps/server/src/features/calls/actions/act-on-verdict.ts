import { isFinal } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import { releaseSeat } from '#features/seats';
import { type Connection, connectionOfCall } from '#features/workspaces';
import type { Tx } from '#runtime/database/database';
import { found } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { courseAfter } from '../answered-by.ts';
import { attemptLinks } from '../links.ts';
import { Plan } from '../plan.ts';
import { type CallRow, callById, insertEvent, saveCall } from '../store/calls.ts';
import { attemptOf, hasPressedKey, takeVerdict, verdictsToActOn } from '../store/verdicts.ts';
import { byWorkspace } from './by-workspace.ts';
import { endAtCarrier } from './hang-up.ts';

const callsPerSweep = 50;
/**
 * An order is given again once the former one has surely failed: beyond the time limit of asking, the carrier has this long
 * to ask for the drop. Sooner it would cut off a drop that is playing and begin it anew.
 */
const arrivalMs = 8_000;

/** What a verdict changed nothing of, because we stopped or the carrier could not be asked. */
export async function actOnVerdicts(ctx: Context): Promise<void> {
  const actedBefore = orderedBefore(ctx);
  const due = await ctx.db.asSystem((tx) => verdictsToActOn(tx, actedBefore, callsPerSweep));
  await byWorkspace(
    due,
    ({ tenantId, id }) => actOnVerdict(ctx, tenantId, id),
    (error, { id }) => ctx.log.warn({ err: error, call: id }, 'a verdict could not be acted on yet'),
  );
}

/**
 * Does what the verdict on a live call asks for: sends it to its drop, or ends it. Once the drop began, somebody was
 * connected who is in no seat, a key was pressed or the call is over, a verdict comes too late and changes nothing.
 */
export async function actOnVerdict(ctx: Context, tenantId: Id<'workspace'>, id: Id<'call'>): Promise<void> {
  const order = await ctx.db.asTenant(tenantId, (tx) => decide(ctx, tx, tenantId, id));
  if (order?.what === 'drop') await order.connection.carrier.redirectCall(order.sid, order.url);
  if (order?.what === 'end') await endAtCarrier(ctx, tenantId, id);
}

function orderedBefore(ctx: Context): Date {
  return new Date(ctx.clock.nowMs() - ctx.config.carrier.timeoutMs - arrivalMs);
}

type Order = { what: 'end' } | { what: 'drop'; connection: Connection; sid: string; url: string };

async function decide(ctx: Context, tx: Tx, tenantId: Id<'workspace'>, id: Id<'call'>): Promise<Order | undefined> {
  const call = found(await callById(tx, tenantId, id, 'lock'));
  const actedBefore = orderedBefore(ctx);
  // Two of us at once: the other one has given the order.
  if (!(await takeVerdict(tx, { tenantId, id, now: ctx.clock.now(), actedBefore }))) return undefined;
  const plan = Plan.parse(call.plan);
  if (!plan.awaitsVerdict || isFinal(call.status) || call.hangUpWantedAt || !call.sid) return undefined;
  // A seat was connected before the verdict: whoever sits there is freed from the machine.
  const mayBeConnected = plan.connect?.when === 'seat';
  if (call.dropStartedAt || (call.legs.length > 0 && !mayBeConnected) || (await hasPressedKey(tx, id)))
    return undefined;
  const course = courseAfter(call.answeredBy, plan);
  if (course === 'go-on') return undefined;
  if (mayBeConnected) await releaseSeat(ctx, tx, { tenantId, callId: id }, 'not-needed');
  await tell(ctx, tx, call, course === 'drop' ? 'drop-ordered' : 'nothing-left');
  if (course === 'end') {
    await saveCall(tx, { ...call, hangUpWantedAt: ctx.clock.now() });
    return { what: 'end' };
  }
  const connection = await connectionOfCall(ctx, tx, call);
  const attempt = await attemptOf(tx, id);
  if (!connection || !attempt) return undefined;
  return { what: 'drop', connection, sid: call.sid, url: attemptLinks(ctx, { tenantId, id: attempt }).page('drop') };
}

async function tell(ctx: Context, tx: Tx, call: CallRow, kind: string): Promise<void> {
  await insertEvent(tx, {
    tenantId: call.tenantId,
    callId: call.id,
    key: kind,
    id: ctx.ids.next('event'),
    kind,
    at: ctx.clock.now(),
    details: { answered_by: call.answeredBy },
  });
}
