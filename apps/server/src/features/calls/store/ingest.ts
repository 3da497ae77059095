import type { Id } from '@offhook/kit';
import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { Schema } from '#runtime/database/schema';
import { type CallRow, callRow, legsJson } from './calls.ts';

/** Where a report points: at an attempt of ours, or at nothing but the carrier's id. */
export interface Pointer {
  tenantId: Id<'workspace'>;
  attemptId: Id<'attempt'> | undefined;
  sid: string;
}

export interface Target {
  call: CallRow;
  attemptId: Id<'attempt'> | null;
  attemptState: Schema['attempts']['state'] | null;
}

/** The calls that a batch of reports is about, locked in one order, so that two nodes never wait for each other. */
export async function lockTargets(
  tx: Tx,
  pointers: readonly Pointer[],
): Promise<(pointer: Pointer) => Target | undefined> {
  type Row = Selectable<Schema['calls']> & { attempt_id: Id<'attempt'> | null; attempt_state: Target['attemptState'] };
  const { rows } = await sql<Row>`
    with pointers as (
      select * from unnest(
        ${pointers.map((each) => each.tenantId)}::uuid[],
        ${pointers.map((each) => each.attemptId ?? null)}::uuid[],
        ${pointers.map((each) => each.sid)}::text[]
      ) as p (tenant_id, attempt_id, sid)
    ), wanted as (
      select a.tenant_id, a.call_id, a.id as attempt_id, a.state from pointers p
        join attempts a on a.tenant_id = p.tenant_id and a.id = p.attempt_id
      union
      select c.tenant_id, c.id, null, null from pointers p
        join calls c on c.tenant_id = p.tenant_id and c.sid = p.sid
        where p.attempt_id is null
    )
    select c.*, w.attempt_id, w.state as attempt_state
    from calls c join wanted w on w.tenant_id = c.tenant_id and w.call_id = c.id
    order by c.tenant_id, c.id
    for no key update of c`.execute(tx);
  const byAttempt = new Map<string, Target>();
  const bySid = new Map<string, Target>();
  const calls = new Map<string, CallRow>();
  for (const row of rows) {
    const call = calls.get(row.id) ?? callRow(row);
    calls.set(row.id, call);
    const target = { call, attemptId: row.attempt_id, attemptState: row.attempt_state };
    if (row.attempt_id) byAttempt.set(`${row.tenant_id} ${row.attempt_id}`, target);
    else if (row.sid) bySid.set(`${row.tenant_id} ${row.sid}`, target);
  }
  return ({ tenantId, attemptId, sid }) =>
    attemptId ? byAttempt.get(`${tenantId} ${attemptId}`) : bySid.get(`${tenantId} ${sid}`);
}

export interface EventRow {
  tenantId: Id<'workspace'>;
  callId: Id<'call'>;
  key: string;
  id: Id<'event'>;
  kind: string;
  at: Date;
  details: object;
}

/** Inserts the history of a batch; answers the names (`call key`) of those that were news. */
export async function insertEvents(tx: Tx, events: readonly EventRow[]): Promise<Set<string>> {
  if (events.length === 0) return new Set();
  const { rows } = await sql<{ call_id: string; key: string }>`
    insert into call_events (tenant_id, call_id, key, id, kind, at, details)
    select * from unnest(
      ${events.map((each) => each.tenantId)}::uuid[], ${events.map((each) => each.callId)}::uuid[],
      ${events.map((each) => each.key)}::text[], ${events.map((each) => each.id)}::uuid[],
      ${events.map((each) => each.kind)}::text[], ${events.map((each) => each.at)}::timestamptz[],
      ${events.map((each) => JSON.stringify(each.details))}::jsonb[]
    )
    on conflict do nothing
    returning call_id, key`.execute(tx);
  return new Set(rows.map((row) => `${row.call_id} ${row.key}`));
}

/** Writes the folded calls back. */
export async function updateCalls(tx: Tx, calls: readonly CallRow[]): Promise<void> {
  if (calls.length === 0) return;
  await sql`
    update calls c set
      status = n.status, placement = n.placement, sid = n.sid, answered_by = n.answered_by, ringing_at = n.ringing_at,
      answered_at = n.answered_at, ended_at = n.ended_at, duration_seconds = n.duration_seconds,
      error_code = n.error_code, error_message = n.error_message, legs = n.legs, drop_beep_at = n.drop_beep_at,
      drop_started_at = n.drop_started_at, drop_finished_at = n.drop_finished_at, heard_at = greatest(c.heard_at, n.heard_at)
    from unnest(
      ${calls.map((each) => each.tenantId)}::uuid[], ${calls.map((each) => each.id)}::uuid[],
      ${calls.map((each) => each.status)}::text[], ${calls.map((each) => each.placement)}::text[],
      ${calls.map((each) => each.sid)}::text[], ${calls.map((each) => each.answeredBy)}::text[],
      ${calls.map((each) => each.ringingAt)}::timestamptz[], ${calls.map((each) => each.answeredAt)}::timestamptz[],
      ${calls.map((each) => each.endedAt)}::timestamptz[], ${calls.map((each) => each.durationSeconds)}::int[],
      ${calls.map((each) => each.errorCode)}::text[], ${calls.map((each) => each.errorMessage)}::text[],
      ${calls.map((each) => each.heardAt)}::timestamptz[], ${calls.map((each) => legsJson(each.legs))}::jsonb[],
      ${calls.map((each) => each.dropBeepAt)}::timestamptz[], ${calls.map((each) => each.dropStartedAt)}::timestamptz[],
      ${calls.map((each) => each.dropFinishedAt)}::timestamptz[]
    ) as n (tenant_id, id, status, placement, sid, answered_by, ringing_at, answered_at, ended_at, duration_seconds,
      error_code, error_message, heard_at, legs, drop_beep_at, drop_started_at, drop_finished_at)
    where c.tenant_id = n.tenant_id and c.id = n.id`.execute(tx);
}

export async function markAttemptsPlaced(
  tx: Tx,
  attempts: readonly { tenantId: Id<'workspace'>; id: Id<'attempt'> }[],
): Promise<void> {
  if (attempts.length === 0) return;
  await sql`
    update attempts a set state = 'placed'
    from unnest(${attempts.map((each) => each.tenantId)}::uuid[], ${attempts.map((each) => each.id)}::uuid[]) as n (tenant_id, id)
    where a.tenant_id = n.tenant_id and a.id = n.id and a.state in ('intended', 'unknown')`.execute(tx);
}

export interface ExchangeRow {
  tenantId: Id<'workspace'>;
  id: Id<'request'>;
  callId: Id<'call'> | null;
  sid: string;
  kind: string;
  at: Date;
  method: string;
  url: string;
  params: Readonly<Record<string, string>>;
  responseStatus: number;
  responseBody: string;
  microseconds: number;
  isCopy: boolean;
}

/** Keeps requests and answers for the inspector. */
export async function insertExchanges(tx: Tx, exchanges: readonly ExchangeRow[]): Promise<void> {
  if (exchanges.length === 0) return;
  await sql`
    insert into webhook_exchanges (tenant_id, id, call_id, sid, kind, at, method, url, params, signature,
      response_status, response_body, microseconds, is_copy)
    select tenant_id, id, call_id, sid, kind, at, method, url, params, 'valid', response_status, response_body, microseconds, is_copy
    from unnest(
      ${exchanges.map((each) => each.tenantId)}::uuid[], ${exchanges.map((each) => each.id)}::uuid[],
      ${exchanges.map((each) => each.callId)}::uuid[], ${exchanges.map((each) => each.sid)}::text[],
      ${exchanges.map((each) => each.kind)}::text[], ${exchanges.map((each) => each.at)}::timestamptz[],
      ${exchanges.map((each) => each.method)}::text[], ${exchanges.map((each) => each.url)}::text[],
      ${exchanges.map((each) => JSON.stringify(each.params))}::jsonb[], ${exchanges.map((each) => each.responseStatus)}::int[],
      ${exchanges.map((each) => each.responseBody)}::text[], ${exchanges.map((each) => each.microseconds)}::int[],
      ${exchanges.map((each) => each.isCopy)}::boolean[]
    ) as e (tenant_id, id, call_id, sid, kind, at, method, url, params, response_status, response_body, microseconds, is_copy)`.execute(
    tx,
  );
}

/** Keeps a report about a call that we do not know yet. */
export async function keepUnbound(
  tx: Tx,
  reports: readonly { tenantId: Id<'workspace'>; sid: string; key: string; event: object; at: Date }[],
): Promise<void> {
  for (const { tenantId, sid, key, event, at } of reports) {
    await tx
      .insertInto('unbound_events')
      .values({ tenant_id: tenantId, sid, key, event: JSON.stringify(event), received_at: at })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/** Takes out what was kept about a call that we know now. */
export async function takeUnbound(tx: Tx, tenantId: Id<'workspace'>, sid: string): Promise<unknown[]> {
  const rows = await tx
    .deleteFrom('unbound_events')
    .where('tenant_id', '=', tenantId)
    .where('sid', '=', sid)
    .returning('event')
    .execute();
  return rows.map((row) => row.event);
}

export async function forgetUnbound(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom('unbound_events').where('received_at', '<', before).execute();
}

/** Adds the charges that are not there yet and writes the sums on the calls. */
export async function insertCharges(
  tx: Tx,
  charges: readonly {
    tenantId: Id<'workspace'>;
    callId: Id<'call'>;
    kind: string;
    micros: number;
    currency: string;
    source: string;
    at: Date;
  }[],
): Promise<void> {
  if (charges.length === 0) return;
  await sql`
    insert into charges (tenant_id, call_id, kind, micros, currency, source, at)
    select * from unnest(
      ${charges.map((each) => each.tenantId)}::uuid[], ${charges.map((each) => each.callId)}::uuid[],
      ${charges.map((each) => each.kind)}::text[], ${charges.map((each) => each.micros)}::bigint[],
      ${charges.map((each) => each.currency)}::text[], ${charges.map((each) => each.source)}::text[],
      ${charges.map((each) => each.at)}::timestamptz[]
    )
    on conflict do nothing`.execute(tx);
  await sql`
    update calls c set cost_micros = (select sum(h.micros) from charges h where h.tenant_id = c.tenant_id and h.call_id = c.id)
    from (select distinct * from unnest(${charges.map((each) => each.tenantId)}::uuid[], ${charges.map((each) => each.callId)}::uuid[])) as n (tenant_id, id)
    where c.tenant_id = n.tenant_id and c.id = n.id`.execute(tx);
}
