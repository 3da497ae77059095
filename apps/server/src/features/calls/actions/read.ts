import type { Call, CallDetail } from '@offhook/contract';
import { type CallStatus, callStatuses } from '@offhook/contract';
import { formatMicros, type Id, parseId } from '@offhook/kit';
import { presentRecording, type Recording, recordingsOfCalls } from '#features/recordings';
import type { Actor } from '#runtime/actor';
import { cursorAfter, readCursor } from '#runtime/page';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { callById, callsByIds } from '../store/calls.ts';
import { type CallFilter, listCalls, statsOf } from '../store/reading.ts';
import { presentCalls, presentDetail } from './present.ts';

interface FilterQuery {
  direction?: 'inbound' | 'outbound' | undefined;
  status?: string | undefined;
  since?: string | undefined;
  until?: string | undefined;
  search?: string | undefined;
  contact_id?: string | undefined;
  live?: boolean | undefined;
  has_recording?: boolean | undefined;
}

export async function listLog(
  ctx: Context,
  actor: Actor,
  query: FilterQuery & { cursor?: string | undefined; limit: number; offset?: number | undefined },
): Promise<{ items: Call[]; next_cursor: string | null; total: number; total_is_exact: boolean }> {
  const filter = readFilter(query);
  const before = readCursor('call', query.cursor);
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const rows = await listCalls(tx, filter, { before, limit: query.limit + 1, offset: query.offset });
    const { total } = await statsOf(tx, filter);
    return { ...cursorAfter('call', await presentCalls(tx, rows), query.limit), total, total_is_exact: true };
  });
}

export async function getCallDetail(ctx: Context, actor: Actor, callId: string): Promise<CallDetail> {
  const id = found(parseId('call', callId));
  return ctx.db.asTenant(actor.tenantId, async (tx) =>
    presentDetail(tx, found(await callById(tx, actor.tenantId, id))),
  );
}

export async function summary(ctx: Context, actor: Actor, query: FilterQuery & { time_zone?: string | undefined }) {
  const stats = await ctx.db.asTenant(actor.tenantId, (tx) => statsOf(tx, readFilter(query)));
  return {
    total_calls: stats.total,
    inbound_calls: stats.inbound,
    outbound_calls: stats.outbound,
    answered_calls: stats.answered,
    failed_calls: stats.failed,
    human_answers: stats.humans,
    machine_answers: stats.machines,
    voicemail_drops: stats.drops,
    live_calls: stats.live,
    total_duration_seconds: stats.seconds,
    average_duration_seconds: stats.answered === 0 ? 0 : Math.round((stats.seconds / stats.answered) * 10) / 10,
    total_cost: formatMicros(stats.micros),
    currency: 'USD',
    as_of: ctx.clock.now().toISOString(),
    time_zone: query.time_zone ?? 'UTC',
    groups: [],
  };
}

/** The recording of a call that can be heard; who hears it is noted by the routes that serve it. */
export async function readyRecording(
  ctx: Context,
  actor: Actor,
  callId: string,
): Promise<Recording & { storageKey: string; bytes: number }> {
  const id = found(parseId('call', callId));
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    found(await callById(tx, actor.tenantId, id));
    const [recording] = await recordingsOfCalls(tx, [id]);
    if (!recording || recording.status === 'absent') throw new Refusal('calls.no_recording');
    const { storageKey, bytes } = recording;
    if (recording.status !== 'ready' || !storageKey || bytes === null) {
      throw new Refusal('calls.recording_not_ready', { status: presentRecording(recording).status });
    }
    return { ...recording, storageKey, bytes };
  });
}

/** Ticks the first step and tells other features; hearing is no change of the call. */
export async function noteHeard(ctx: Context, actor: Actor, callId: Id<'call'>): Promise<void> {
  await ctx.db.asTenant(actor.tenantId, (tx) =>
    ctx.outbox.publish(tx, actor.tenantId, { type: 'recording.heard', call_id: callId }),
  );
}

/** Live calls now, for a page that has just connected. */
export async function liveCalls(ctx: Context, tenantId: Id<'workspace'>): Promise<Call[]> {
  return ctx.db.asTenant(tenantId, async (tx) => {
    const rows = await listCalls(tx, { live: true }, { before: undefined, limit: 200, offset: undefined });
    return presentCalls(tx, rows);
  });
}

export async function callsForPage(ctx: Context, tenantId: Id<'workspace'>, ids: string[]): Promise<Call[]> {
  const known = ids.flatMap((id) => parseId('call', id) ?? []);
  return ctx.db.asTenant(tenantId, async (tx) => presentCalls(tx, await callsByIds(tx, known)));
}

function readFilter(query: FilterQuery): CallFilter {
  const statuses = query.status?.split(',').filter(Boolean);
  const unknown = statuses?.find((status) => !(callStatuses as readonly string[]).includes(status));
  if (unknown) throw new Refusal('request.invalid', { field: 'status', problem: `${unknown} is no status of a call` });
  return {
    direction: query.direction,
    // Each was found among the eight.
    statuses: statuses?.length ? (statuses as CallStatus[]) : undefined,
    since: query.since ? new Date(query.since) : undefined,
    until: query.until ? new Date(query.until) : undefined,
    search: query.search || undefined,
    contactId: query.contact_id ? (parseId('contact', query.contact_id) ?? nobody) : undefined,
    live: query.live,
    hasRecording: query.has_recording,
  };
}

// An id that is none of ours selects nothing, like one of another workspace.
const nobody = '00000000-0000-7000-8000-000000000000' as Id<'contact'>;
