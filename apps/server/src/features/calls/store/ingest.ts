import type { DomainEvent } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import type { Run, Statement, Tx } from '#runtime/database/database';
import type { Schema } from '#runtime/database/schema';
import type { CallFacts } from '../call.ts';
import { type CallRow, legOf } from './calls.ts';

/** Where a report points: at an attempt of ours, or at nothing but the carrier's id. */
export interface Pointer {
  tenantId: Id<'workspace'>;
  attemptId: Id<'attempt'> | undefined;
  sid: string;
}

/** What following a call needs to know of it. */
export type Followed = CallFacts &
  Pick<
    CallRow,
    | 'id'
    | 'tenantId'
    | 'direction'
    | 'from'
    | 'to'
    | 'sid'
    | 'placement'
    | 'contactId'
    | 'plan'
    | 'wantsRecording'
    | 'hangUpWantedAt'
  >;

export interface Target {
  call: Followed;
  attemptId: Id<'attempt'> | null;
  attemptState: Schema['attempts']['state'] | null;
  /** The call's history has an entry of this name. */
  isKnown: boolean;
}

/**
 * The calls that reports are about, locked in one order, so that two nodes never wait for each other; and whether each
 * report is in the history already.
 */
const lockTargetsStatement: Statement = {
  name: 'lock_targets',
  text: `
    with wanted as materialized (
      select p.n, p.key, p.page, p.tenant_id, a.id as attempt_id, a.state as attempt_state,
        coalesce(a.call_id, (
          select s.id from calls s where s.tenant_id = p.tenant_id and s.sid = p.sid and p.attempt_id is null
        )) as call_id
      from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::boolean[])
        with ordinality as p (tenant_id, attempt_id, sid, key, page, n)
      left join attempts a on a.tenant_id = p.tenant_id and a.id = p.attempt_id
    )
    select w.n, w.attempt_id, w.attempt_state,
      exists (
        select from call_events e where e.tenant_id = c.tenant_id and e.call_id = c.id and e.key = w.key
      ) as is_known,
      c.id, c.direction, c.from_number, c.to_number, c.status, c.placement, c.sid, c.answered_by, c.contact_id,
      case when w.page or c.plan #>> '{connect,when}' = 'seat' then c.plan end as plan, case when c.legs <> '[]' then c.legs end as legs, c.wants_recording,
      c.ringing_at, c.answered_at, c.ended_at, c.duration_seconds, c.error_code, c.error_message, c.drop_beep_at,
      c.drop_started_at, c.drop_finished_at, c.hang_up_wanted_at
    from wanted w join calls c on c.tenant_id = w.tenant_id and c.id = w.call_id
    order by c.tenant_id, c.id
    for no key update of c`,
};

type TargetRow = Omit<Schema['calls'], 'tenant_id' | 'legs' | 'plan'> & {
  n: number;
  attempt_id: Id<'attempt'> | null;
  attempt_state: Target['attemptState'];
  is_known: boolean;
  legs: Record<string, unknown>[] | null;
  plan: unknown;
};

/** The target of each report, in their order; undefined for a call that we do not know. */
export async function lockTargets(
  run: Run,
  pointers: readonly (Pointer & { key: string; page: boolean })[],
): Promise<(Target | undefined)[]> {
  const rows = await run<TargetRow>(lockTargetsStatement, [
    plain(pointers, ({ tenantId }) => tenantId),
    plain(pointers, ({ attemptId }) => attemptId),
    quoted(pointers, ({ sid }) => sid),
    quoted(pointers, ({ key }) => key),
    plain(pointers, ({ page }) => page),
  ]);
  const targets = new Array<Target | undefined>(pointers.length).fill(undefined);
  const calls = new Map<string, Followed>();
  for (const row of rows) {
    const index = row.n - 1;
    const pointer = pointers[index];
    if (!pointer) continue;
    const call = calls.get(row.id) ?? followed(pointer.tenantId, row);
    calls.set(row.id, call);
    if (row.plan) call.plan = row.plan;
    targets[index] = { call, attemptId: row.attempt_id, attemptState: row.attempt_state, isKnown: row.is_known };
  }
  return targets;
}

function followed(tenantId: Id<'workspace'>, row: TargetRow): Followed {
  return {
    id: row.id,
    tenantId,
    direction: row.direction,
    from: row.from_number,
    to: row.to_number,
    status: row.status,
    placement: row.placement,
    sid: row.sid,
    answeredBy: row.answered_by,
    contactId: row.contact_id,
    plan: row.plan,
    legs: row.legs?.map(legOf) ?? [],
    wantsRecording: row.wants_recording,
    ringingAt: row.ringing_at,
    answeredAt: row.answered_at,
    endedAt: row.ended_at,
    durationSeconds: row.duration_seconds,
    errorCode: row.error_code,
    errorMessage: row.error_message,
    dropBeepAt: row.drop_beep_at,
    dropStartedAt: row.drop_started_at,
    dropFinishedAt: row.drop_finished_at,
    hangUpWantedAt: row.hang_up_wanted_at,
  };
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

export interface ExchangeRow {
  tenantId: Id<'workspace'>;
  id: Id<'request'>;
  callId: Id<'call'> | null;
  sid: string | null;
  kind: string;
  at: Date;
  method: string;
  url: string;
  /** The form as it came; of a forgery nothing. */
  body: string;
  responseStatus: number;
  responseBody: string;
  microseconds: number;
  isCopy: boolean;
  signature: 'valid' | 'invalid';
}

/** Everything that a batch of reports leaves behind. */
export interface Batch {
  /** The news: each must be new indeed. */
  events: readonly EventRow[];
  calls: readonly (Followed & { heardAt: Date })[];
  /** Attempts whose call is known now. */
  placed: readonly { tenantId: Id<'workspace'>; id: Id<'attempt'> }[];
  published: readonly { tenantId: Id<'workspace'>; event: DomainEvent }[];
  at: Date;
  unbound: readonly { tenantId: Id<'workspace'>; sid: string; key: string; event: object; at: Date }[];
  exchanges: readonly ExchangeRow[];
}

/**
 * One statement for all of it. It fails (division by zero) when an event was in the history already: another node wrote
 * it between our look and our lock. The batch is then taken again and sees it.
 */
const writeBatchStatement: Statement = {
  name: 'write_batch',
  text: `
    with news as (
      insert into call_events (tenant_id, call_id, key, id, kind, at, details)
      select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::timestamptz[], $7::jsonb[])
      on conflict do nothing
      returning 1
    ), moved as (
      update calls c set
        status = n.status, placement = n.placement, sid = n.sid, answered_by = n.answered_by, ringing_at = n.ringing_at,
        answered_at = n.answered_at, ended_at = n.ended_at, duration_seconds = n.duration_seconds,
        error_code = n.error_code, error_message = n.error_message, legs = coalesce(n.legs, c.legs),
        drop_beep_at = n.drop_beep_at, drop_started_at = n.drop_started_at, drop_finished_at = n.drop_finished_at,
        heard_at = greatest(c.heard_at, n.heard_at)
      from unnest($8::uuid[], $9::uuid[], $10::text[], $11::text[], $12::text[], $13::text[], $14::timestamptz[],
        $15::timestamptz[], $16::timestamptz[], $17::int[], $18::text[], $19::text[], $20::jsonb[], $21::timestamptz[],
        $22::timestamptz[], $23::timestamptz[], $24::timestamptz[]) as n (tenant_id, id, status, placement, sid,
        answered_by, ringing_at, answered_at, ended_at, duration_seconds, error_code, error_message, legs, drop_beep_at,
        drop_started_at, drop_finished_at, heard_at)
      where c.tenant_id = n.tenant_id and c.id = n.id
    ), bound as (
      update attempts a set state = 'placed'
      from unnest($25::uuid[], $26::uuid[]) as n (tenant_id, id)
      where a.tenant_id = n.tenant_id and a.id = n.id and a.state in ('intended', 'unknown')
    ), told as (
      insert into outbox (tenant_id, kind, name, payload, at)
      select tenant_id, 'event', name, payload, $30::timestamptz
      from unnest($27::uuid[], $28::text[], $29::jsonb[]) as o (tenant_id, name, payload)
    ), kept as (
      insert into unbound_events (tenant_id, sid, key, event, received_at)
      select * from unnest($31::uuid[], $32::text[], $33::text[], $34::jsonb[], $35::timestamptz[])
      on conflict do nothing
    ), shown as (
      insert into webhook_exchanges (tenant_id, id, call_id, sid, kind, at, method, url, body, signature,
        response_status, response_body, microseconds, is_copy, params)
      select *, '{}' from unnest($36::uuid[], $37::uuid[], $38::uuid[], $39::text[], $40::text[], $41::timestamptz[],
        $42::text[], $43::text[], $44::text[], $45::text[], $46::int[], $47::text[], $48::int[], $49::boolean[])
      on conflict do nothing
    )
    select 1 / (case when (select count(*) from news) = cardinality($1::uuid[]) then 1 else 0 end) as written`,
};

/** What tells a batch that was overtaken from one that failed. */
export const overtakenCode = '22012';

export async function writeBatch(run: Run, batch: Batch): Promise<void> {
  const { events, calls, placed, published, unbound, exchanges } = batch;
  await run(writeBatchStatement, [
    plain(events, (event) => event.tenantId),
    plain(events, (event) => event.callId),
    quoted(events, (event) => event.key),
    plain(events, (event) => event.id),
    quoted(events, (event) => event.kind),
    times(events, (event) => event.at),
    quoted(events, (event) => JSON.stringify(event.details)),
    ...callColumns(calls),
    plain(placed, (attempt) => attempt.tenantId),
    plain(placed, (attempt) => attempt.id),
    plain(published, ({ tenantId }) => tenantId),
    quoted(published, ({ event }) => event.type),
    quoted(published, ({ event }) => JSON.stringify(event)),
    batch.at,
    plain(unbound, ({ tenantId }) => tenantId),
    quoted(unbound, ({ sid }) => sid),
    quoted(unbound, ({ key }) => key),
    quoted(unbound, ({ event }) => JSON.stringify(event)),
    times(unbound, ({ at }) => at),
    ...exchangeColumns(exchanges),
  ]);
}

function callColumns(calls: Batch['calls']): string[] {
  return [
    plain(calls, (call) => call.tenantId),
    plain(calls, (call) => call.id),
    quoted(calls, (call) => call.status),
    quoted(calls, (call) => call.placement),
    quoted(calls, (call) => call.sid),
    quoted(calls, (call) => call.answeredBy),
    times(calls, (call) => call.ringingAt),
    times(calls, (call) => call.answeredAt),
    times(calls, (call) => call.endedAt),
    plain(calls, (call) => call.durationSeconds),
    quoted(calls, (call) => call.errorCode),
    quoted(calls, (call) => call.errorMessage),
    quoted(calls, (call) => (call.legs.length > 0 ? JSON.stringify(call.legs) : null)),
    times(calls, (call) => call.dropBeepAt),
    times(calls, (call) => call.dropStartedAt),
    times(calls, (call) => call.dropFinishedAt),
    times(calls, (call) => call.heardAt),
  ];
}

function exchangeColumns(exchanges: readonly ExchangeRow[]): string[] {
  return [
    plain(exchanges, (exchange) => exchange.tenantId),
    plain(exchanges, (exchange) => exchange.id),
    plain(exchanges, (exchange) => exchange.callId),
    quoted(exchanges, (exchange) => exchange.sid),
    quoted(exchanges, (exchange) => exchange.kind),
    times(exchanges, (exchange) => exchange.at),
    quoted(exchanges, (exchange) => exchange.method),
    quoted(exchanges, (exchange) => exchange.url),
    quoted(exchanges, (exchange) => exchange.body),
    quoted(exchanges, (exchange) => exchange.signature),
    plain(exchanges, (exchange) => exchange.responseStatus),
    quoted(exchanges, (exchange) => exchange.responseBody),
    plain(exchanges, (exchange) => exchange.microseconds),
    plain(exchanges, (exchange) => exchange.isCopy),
  ];
}

// Arrays in PostgreSQL's own syntax: as JSON the same rows cost the database a third more (measured 2026-11-21), and
// pg's own way of writing them looks at every value again.
function plain<Row>(rows: readonly Row[], value: (row: Row) => string | number | boolean | null | undefined): string {
  return `{${rows.map((row) => value(row) ?? 'NULL').join()}}`;
}

function times<Row>(rows: readonly Row[], value: (row: Row) => Date | null): string {
  return `{${rows.map((row) => value(row)?.toISOString() ?? 'NULL').join()}}`;
}

function quoted<Row>(rows: readonly Row[], value: (row: Row) => string | null): string {
  return `{${rows.map((row) => quotedText(value(row))).join()}}`;
}

function quotedText(text: string | null): string {
  if (text === null) return 'NULL';
  return needsEscape.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : `"${text}"`;
}

const needsEscape = /["\\]/;

/** Inserts entries of several calls' histories; answers the names (`call key`) of those that were news. */
export async function insertEvents(tx: Tx, events: readonly EventRow[]): Promise<Set<string>> {
  if (events.length === 0) return new Set();
  const rows = await tx
    .insertInto('call_events')
    .values(
      events.map(({ tenantId, callId, details, ...rest }) => ({
        ...rest,
        tenant_id: tenantId,
        call_id: callId,
        details: JSON.stringify(details),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning(['call_id', 'key'])
    .execute();
  return new Set(rows.map((row) => `${row.call_id} ${row.key}`));
}

/** Keeps requests and answers for the inspector. */
export async function insertExchanges(tx: Tx, exchanges: readonly ExchangeRow[]): Promise<void> {
  for (const { tenantId, callId, responseStatus, responseBody, isCopy, ...rest } of exchanges) {
    const row = { tenant_id: tenantId, call_id: callId, response_status: responseStatus, response_body: responseBody };
    await tx
      .insertInto('webhook_exchanges')
      .values({ ...rest, ...row, is_copy: isCopy, params: '{}' })
      // What was written too late for its caller comes from the spool once more.
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

/** A call that we know by the carrier's id. */
/** Of some calls at the carrier those about which reports were kept. */
export async function keptAmong(tx: Tx, tenantId: Id<'workspace'>, sids: readonly string[]): Promise<string[]> {
  if (sids.length === 0) return [];
  const rows = await tx
    .selectFrom('unbound_events')
    .select('sid')
    .distinct()
    .where('tenant_id', '=', tenantId)
    .where('sid', 'in', sids)
    .execute();
  return rows.map(({ sid }) => sid);
}

export interface KnownCall {
  tenantId: Id<'workspace'>;
  sid: string;
}

/** Calls that are known by now and of which reports are kept. */
export async function knownCallsWithKept(tx: Tx, limit: number): Promise<KnownCall[]> {
  return tx
    .selectFrom('unbound_events as u')
    .innerJoin('calls as c', (join) => join.onRef('c.tenant_id', '=', 'u.tenant_id').onRef('c.sid', '=', 'u.sid'))
    .select(['u.tenant_id as tenantId', 'u.sid'])
    .groupBy(['u.tenant_id', 'u.sid'])
    .orderBy((order) => order.fn.min('u.received_at'))
    .limit(limit)
    .execute();
}

export async function forgetUnbound(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom('unbound_events').where('received_at', '<', before).execute();
}
