import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../apps/server/src/runtime/processes/embedded-postgres.ts';
import type { Evidence, OurCall, OurRecording } from './evidence.ts';

type Ours = Omit<Evidence, 'orders' | 'carrierCalls' | 'carrierRecordings'>;

/** Reads our side out of the database and the storage of a server that has ended, past its code. */
export async function collectOurs(dataDir: string): Promise<Ours> {
  const postgres = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  const { pathname } = new URL(postgres.ownerUrl);
  // The superuser sees every workspace; the owner is bound by the row rules too.
  const client = new Client({ connectionString: Object.assign(new URL(postgres.superuserUrl), { pathname }).href });
  await client.connect();
  try {
    return await readOurs(client, join(dataDir, 'recordings'));
  } finally {
    await client.end();
    await postgres.stop();
  }
}

async function readOurs(client: Client, storage: string): Promise<Ours> {
  const calls = await client.query<OurCall>(`
    select id, to_number as "to", sid, status, placement, answered_at is not null as answered,
           duration_seconds as "durationSeconds", wants_recording as "wantsRecording"
    from calls`);
  const attempts = await client.query<Evidence['attempts'][number]>(
    'select id, call_id as "callId", state from attempts',
  );
  const events = await client.query<Evidence['events'][number]>(
    'select call_id as "callId", kind, details from call_events',
  );
  const ends = await client.query<{ callId: string }>(
    `select payload->>'call_id' as "callId" from outbox where kind = 'event' and name = 'call.ended'`,
  );
  const charges = await client.query<Evidence['charges'][number]>('select call_id as "callId", kind from charges');
  return {
    calls: calls.rows,
    attempts: attempts.rows,
    events: events.rows,
    endsPublished: ends.rows.map(({ callId }) => callId),
    charges: charges.rows,
    recordings: await readRecordings(client, storage),
  };
}

interface RecordingRow extends Omit<OurRecording, 'intact'> {
  storageKey: string | null;
  bytes: string | null;
  sha256: string | null;
}

async function readRecordings(client: Client, storage: string): Promise<OurRecording[]> {
  const { rows } = await client.query<RecordingRow>(`
    select call_id as "callId", sid, status, storage_key as "storageKey", bytes, sha256 from recordings`);
  return rows.map(({ callId, sid, status, ...file }) => ({ callId, sid, status, intact: isIntact(storage, file) }));
}

function isIntact(storage: string, file: Pick<RecordingRow, 'storageKey' | 'bytes' | 'sha256'>): boolean {
  if (file.storageKey === null) return false;
  const path = join(storage, file.storageKey);
  if (statSync(path, { throwIfNoEntry: false })?.size !== Number(file.bytes)) return false;
  return createHash('sha256').update(readFileSync(path)).digest('hex') === file.sha256;
}
