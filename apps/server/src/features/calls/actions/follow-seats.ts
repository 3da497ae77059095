import { formatId, parseId } from '@offhook/kit';
import { suppress } from '#features/compliance';
import { type Release, releaseSeat, reserveSeat } from '#features/seats';
import type { CarrierEvent } from '#providers/carrier';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { found } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { type ConnectToSeat, Plan } from '../plan.ts';
import { type SeatStep, seatStep } from '../seat-step.ts';
import type { EventRow, Followed } from '../store/ingest.ts';
import { savePlan } from '../store/plans.ts';

type Seated = Plan & { connect: ConnectToSeat };

/**
 * Gives answered calls to seats and frees them, in the transaction that takes the news in. The plan of the call says
 * afterwards who has it, so that the same question gets the same answer from any node. Answers what history gets.
 */
export async function followSeats(
  ctx: Context,
  tx: Tx,
  news: readonly { event: CarrierEvent; call: Followed }[],
): Promise<EventRow[]> {
  const entries: EventRow[] = [];
  for (const { event, call } of news) {
    const plan = seatedPlan(call.plan);
    const step = plan && seatStep(event, call, plan);
    if (!plan || !step) continue;
    const told = step === 'opt-out' ? await optOut(ctx, tx, call) : await follow(ctx, tx, call, plan, step);
    if (!told) continue;
    const { id: callId, tenantId } = call;
    entries.push({ tenantId, callId, id: ctx.ids.next('event'), at: event.at, ...told });
  }
  return entries;
}

type Entry = Pick<EventRow, 'key' | 'kind' | 'details'>;

async function optOut(ctx: Context, tx: Tx, { tenantId, to }: Followed): Promise<Entry> {
  const caller: Actor = { kind: 'carrier', tenantId, name: 'Whoever answered' };
  await suppress(ctx, tx, caller, { numbers: [to], source: 'caller', reason: 'Pressed 9 on a call' });
  return { key: 'opted-out', kind: 'opted-out', details: {} };
}

const releases: Partial<Record<SeatStep, Release>> = {
  next: 'not-picked-up',
  talked: 'talked',
  'not-needed': 'not-needed',
  abandoned: 'not-needed',
};

async function follow(ctx: Context, tx: Tx, call: Followed, plan: Seated, step: SeatStep): Promise<Entry | undefined> {
  const { id: callId, tenantId } = call;
  const how = releases[step];
  if (how && plan.connect.tried.length > 0) await releaseSeat(ctx, tx, { tenantId, callId }, how);
  if (step !== 'take' && step !== 'next' && step !== 'abandoned') return undefined;
  const taken = step === 'abandoned' ? undefined : await reserve(ctx, tx, call, plan.connect);
  const connect: ConnectToSeat = taken
    ? { ...plan.connect, tried: [...plan.connect.tried, taken] }
    : { ...plan.connect, abandoned: step === 'abandoned' ? 'hung-up' : 'nobody-ready' };
  const after = { ...plan, connect };
  call.plan = after;
  await savePlan(tx, { tenantId, id: callId }, after);
  if (!taken) return { key: 'abandoned', kind: 'abandoned', details: { because: connect.abandoned } };
  return { key: `seat:${plan.connect.tried.length}`, kind: 'seat-taken', details: { name: taken.name } };
}

async function reserve(ctx: Context, tx: Tx, call: Followed, { seats, callWith, tried }: ConnectToSeat) {
  const campaignId = found(parseId('campaign', seats));
  const numbers = [call.to, call.from, ...tried.map(({ to }) => to)];
  const wish = { tenantId: call.tenantId, campaignId, callId: call.id, callWith, numbers };
  const taken = await reserveSeat(ctx, tx, wish);
  return taken && { to: taken.phone, name: taken.name, personId: formatId('person', taken.personId) };
}

/** The plan of a call that is connected to seats; undefined of any other. */
function seatedPlan(stored: unknown): Seated | undefined {
  if (!isOfSeats(stored)) return undefined;
  const plan = Plan.parse(stored);
  return plan.connect?.when === 'seat' ? { ...plan, connect: plan.connect } : undefined;
}

// Most calls are for no seat: their plans are not read for that.
function isOfSeats(stored: unknown): boolean {
  if (typeof stored !== 'object' || stored === null || !('connect' in stored)) return false;
  const { connect } = stored;
  return typeof connect === 'object' && connect !== null && 'when' in connect && connect.when === 'seat';
}
