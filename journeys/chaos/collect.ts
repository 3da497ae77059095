import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { makeStorage, type Storage, StorageError } from '../../apps/server/src/providers/storage/index.ts';
import type { Config } from '../../apps/server/src/runtime/config.ts';
import { makeKeys } from '../../apps/server/src/runtime/keys.ts';
import { startEmbeddedPostgres } from '../../apps/server/src/runtime/processes/embedded-postgres.ts';
import type { Evidence, OurCall, OurRecording } from './evidence.ts';

type Ours = Omit<Evidence, 'orders' | 'carrierCalls' | 'carrierRecordings' | 'acknowledgedWebhooks'>;

/** Reads our side out of the database and the storage of a server that has ended; past its code, but for decrypting. */
export async function collectOurs(config: Config): Promise<Ours> {
  const { dataDir } = config;
  const storage = makeStorage(config, makeKeys(config), () => 'nothing-is-written');
  const postgres = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  const { pathname } = new URL(postgres.ownerUrl);
  // The superuser sees every workspace; the owner is bound by the row rules too.
  const client = new Client({ connectionString: Object.assign(new URL(postgres.superuserUrl), { pathname }).href });
  await client.connect();
  try {
    return await readOurs(client, storage);
  } finally {
    await client.end();
    await postgres.stop();
  }
}

async function readOurs(client: Client, storage: Storage): Promise<Ours> {
  const calls = await client.query<OurCall>(`
    select id, to_number as "to", sid, status, placement, answered_at is not null as answered,
           duration_seconds as "durationSeconds", wants_recording as "wantsRecording",
           coalesce(cost_micros, 0)::float8 as "costMicros"
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
  const charges = await client.query<Evidence['charges'][number]>(
    'select call_id as "callId", kind, revision, micros::float8 from charges',
  );
  const webhooks = await client.query<{ sid: string; body: string }>(
    'select sid, body from webhook_exchanges where sid is not null',
  );
  return {
    keptWebhooks: webhooks.rows.map(({ sid, body }) => ({
      sid,
      params: Object.fromEntries(new URLSearchParams(body)),
    })),
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

async function readRecordings(client: Client, storage: Storage): Promise<OurRecording[]> {
  const { rows } = await client.query<RecordingRow>(`
    select call_id as "callId", sid, status, storage_key as "storageKey", bytes, sha256 from recordings`);
  const recordings: OurRecording[] = [];
  for (const { callId, sid, status, ...file } of rows) {
    recordings.push({ callId, sid, status, intact: await isIntact(storage, file) });
  }
  return recordings;
}

type File = Pick<RecordingRow, 'storageKey' | 'bytes' | 'sha256'>;

async function isIntact(storage: Storage, { storageKey, bytes, sha256 }: File): Promise<boolean> {
  if (storageKey === null) return false;
  const content = await storage.read(storageKey).catch((error: unknown) => {
    if (error instanceof StorageError) return undefined;
    throw error;
  });
  if (content?.length !== Number(bytes)) return false;
  return createHash('sha256').update(content).digest('hex') === sha256;
}
