import { writeFileSync } from 'node:fs';
import { sign } from '@offhook/emulator';
import { type Id, type Ids, isUuid } from '@offhook/kit';
import type { Client } from 'pg';
import { writeAttemptToken } from '../apps/server/src/features/calls/attempt-token.ts';

/** A signed status webhook, ready to be sent. */
export interface PreparedRequest {
  path: string;
  signature: string;
  body: string;
}

/** A call that the carrier has, as one of our rows and one of the peer's. */
export interface PreparedCall {
  sid: string;
  token: string;
  to: string;
}

/** Inserts calls that were placed and wait for their first webhook, here and in the peer's tables. */
export async function prepareCalls(
  client: Client,
  count: number,
  { ids, at, mac }: { ids: Ids; at: Date; mac: (data: Uint8Array) => Uint8Array },
): Promise<PreparedCall[]> {
  const { rows } = await client.query<{ tenant_id: string; id: string }>(
    'select tenant_id, id from carrier_connections',
  );
  const [connection] = rows;
  if (!connection || !isUuid(connection.tenant_id)) throw new Error('The server has made no workspace.');
  const tenantId = connection.tenant_id as Id<'workspace'>; // read from the column of workspaces
  const calls = Array.from({ length: count }, (_, index) => {
    const attemptId = ids.next('attempt');
    return {
      id: ids.next('call'),
      attemptId,
      sid: `CA${attemptId.replaceAll('-', '')}`,
      token: writeAttemptToken({ tenantId, attemptId }, at, mac),
      to: `+1415${String(2_000_000 + index)}`,
    };
  });
  const column = (key: keyof (typeof calls)[number]) => calls.map((call) => call[key]);
  await client.query(
    `insert into calls (tenant_id, id, direction, from_number, to_number, reversed_digits, status, placement, sid, plan,
       wants_recording, created_at, metadata, simulated, heard_at)
     select $1, id, 'outbound', '+14155550199', number, reverse(substr(number, 2)), 'queued', 'placed', sid,
       '{"opening":{"kind":"message","text":"Hello."}}', false, $5, '{}', true, $5
     from unnest($2::uuid[], $3::text[], $4::text[]) as c (id, number, sid)`,
    [tenantId, column('id'), column('to'), column('sid'), at],
  );
  await client.query(
    `insert into attempts (tenant_id, id, call_id, connection_id, state, ring_timeout_seconds, time_limit_seconds,
       machine_detection, created_at)
     select $1, id, call_id, $2, 'placed', 30, 3600, 'off', $5
     from unnest($3::uuid[], $4::uuid[]) as a (id, call_id)`,
    [tenantId, connection.id, column('attemptId'), column('id'), at],
  );
  await client.query(`insert into peer_calls (sid, status) select sid, 'queued' from unnest($1::text[]) as c (sid)`, [
    column('sid'),
  ]);
  return calls;
}

/** The tables of the peers. */
export async function preparePeers(client: Client): Promise<void> {
  await client.query(`
    create table if not exists bare_events (id bigserial primary key, sid text, status text, params jsonb, at timestamptz default now());
    create table if not exists peer_calls (sid text primary key, status text, duration_seconds int, updated_at timestamptz);
    create table if not exists peer_events (id bigserial primary key, sid text, status text, params jsonb, at timestamptz default now());
    create index if not exists peer_events_sid on peer_events (sid)`);
}

/**
 * Writes the four webhooks of every call into a file, signed for one address: batches of `batch` calls, of each first all
 * that began to be dialed, then all that ring, and so on. No request is a copy of another.
 */
export function writeRequests(
  file: string,
  calls: readonly PreparedCall[],
  {
    batch,
    address,
    at,
    account,
  }: { batch: number; address: string; at: Date; account: { sid: string; token: string } },
): void {
  const requests: PreparedRequest[] = [];
  for (let first = 0; first < calls.length; first += batch) {
    for (const [sequence, status] of statuses.entries()) {
      for (const { sid, token, to } of calls.slice(first, first + batch)) {
        const path = `/api/voice/webhooks/status/${token}`;
        const params = { ...parametersOf(account.sid, sid, to), ...progress(status, sequence, at) };
        const body = new URLSearchParams(params).toString();
        requests.push({ path, signature: sign(account.token, address + path, params), body });
      }
    }
  }
  writeFileSync(file, JSON.stringify(requests));
}

const statuses = ['initiated', 'ringing', 'in-progress', 'completed'] as const;
export const webhooksPerCall = statuses.length;

function parametersOf(accountSid: string, sid: string, to: string): Record<string, string> {
  const from = '+14155550199';
  const place = (whose: string) => ({
    [`${whose}City`]: 'SAN FRANCISCO',
    [`${whose}State`]: 'CA',
    [`${whose}Zip`]: '94105',
    [`${whose}Country`]: 'US',
  });
  return {
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    CallSid: sid,
    CallbackSource: 'call-progress-events',
    Called: to,
    Caller: from,
    Direction: 'outbound-api',
    From: from,
    To: to,
    ...place('From'),
    ...place('To'),
  };
}

function progress(status: (typeof statuses)[number], sequence: number, at: Date): Record<string, string> {
  return {
    CallStatus: status,
    SequenceNumber: String(sequence),
    Timestamp: new Date(at.getTime() + sequence * 5000).toUTCString(),
    ...(status === 'completed' ? { CallDuration: '5', Duration: '1', SipResponseCode: '200' } : {}),
  };
}
