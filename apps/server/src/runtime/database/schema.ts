import type { Id } from '@offhook/kit';
import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { CampaignTables } from './campaign-tables.ts';
import type { ComplianceTables } from './compliance-tables.ts';
import type { ContactTables } from './contact-tables.ts';
import type { FlowTables } from './flow-tables.ts';
import type { HoursTables } from './hours-tables.ts';
import type { ImportTables } from './import-tables.ts';
import type { NumberTables } from './number-tables.ts';
import type { SeatTables } from './seat-tables.ts';
import type { VirtualDayTables } from './virtual-day-tables.ts';
import type { VoicemailTables } from './voicemail-tables.ts';
import type { WalletTables } from './wallet-tables.ts';

type Tenant = { tenant_id: Id<'workspace'> };
type Json = JSONColumnType<Record<string, unknown>>;
/** Set once, when the row is made. */
type Fixed<T> = ColumnType<T, T, never>;
/** int8 arrives as a number: no amount of ours passes 2^53. */
type BigInt8 = number;

/** The tables as Kysely sees them; the truth is in migrations/. */
export interface Schema
  extends CampaignTables,
    ComplianceTables,
    ContactTables,
    FlowTables,
    HoursTables,
    ImportTables,
    NumberTables,
    SeatTables,
    VirtualDayTables,
    VoicemailTables,
    WalletTables {
  workspaces: Tenant & {
    name: string;
    country: string;
    time_zone: string;
    default_from_number: string | null;
    has_sample_data: boolean;
    created_at: Fixed<Date>;
  };
  first_steps: Tenant & { step: string; done_at: Fixed<Date> };
  settings: Tenant & { key: string; value: ColumnType<unknown, string, string> };
  outbox: Tenant & {
    tx: Generated<string>;
    id: Generated<BigInt8>;
    kind: 'event' | 'job';
    name: string;
    payload: ColumnType<unknown, string, never>;
    at: Fixed<Date>;
  };
  listener_cursors: { listener: string; tx: string; id: BigInt8 };
  idempotency_keys: Tenant & {
    key: string;
    body_hash: string;
    subject: Generated<string | null>;
    state: 'running' | 'done';
    status: number | null;
    response: ColumnType<unknown, string | null, string | null>;
    created_at: Fixed<Date>;
  };
  people: { id: Id<'person'>; email: string; name: string; password_hash: string | null; created_at: Fixed<Date> };
  memberships: Tenant & {
    person_id: Id<'person'>;
    role: 'viewer' | 'agent' | 'manager' | 'admin';
    phone_number: string | null;
    joined_at: Fixed<Date>;
    last_seen_at: Date | null;
  };
  sessions: Tenant & {
    id: Id<'session'>;
    person_id: Id<'person'>;
    refresh_hash: Buffer;
    previous_refresh_hash: Buffer | null;
    rotated_at: Date;
    created_at: Fixed<Date>;
    expires_at: Date;
    ended_at: Date | null;
  };
  one_time_links: Tenant & {
    id: Id<'invitation'>;
    kind: 'sign-in' | 'invitation' | 'password-reset';
    code_hash: Buffer;
    person_id: Id<'person'> | null;
    email: string | null;
    role: 'viewer' | 'agent' | 'manager' | 'admin' | null;
    created_at: Fixed<Date>;
    expires_at: Date;
    used_at: Date | null;
  };
  api_keys: Tenant & {
    id: Id<'key'>;
    name: string;
    prefix: string;
    secret_hash: Buffer;
    scopes: string[];
    created_by: Id<'person'> | null;
    created_at: Fixed<Date>;
    expires_at: Date | null;
    last_used_at: Date | null;
    revoked_at: Date | null;
  };
  sign_in_tries: { key: string; tries: number; window_ends_at: Date };
  audit_entries: Tenant & {
    id: Id<'event'>;
    at: Fixed<Date>;
    actor_kind: 'person' | 'key' | 'carrier' | 'system';
    actor_id: string | null;
    actor_name: string;
    action: string;
    subject: string | null;
    details: Json;
  };
  carrier_connections: Tenant & {
    id: Id<'connection'>;
    mode: 'emulator' | 'twilio';
    account_sid: string;
    sealed_auth_token: Buffer;
    base_url: string;
    previous_sealed_auth_token: Generated<Buffer | null>;
    previous_auth_token_until: Generated<Date | null>;
    created_at: Fixed<Date>;
  };
  calls: Tenant & {
    id: Id<'call'>;
    direction: 'inbound' | 'outbound';
    from_number: string;
    to_number: string;
    reversed_digits: string;
    status: 'queued' | 'ringing' | 'in-progress' | 'completed' | 'busy' | 'failed' | 'no-answer' | 'canceled';
    placement: 'intended' | 'placed' | 'unknown' | 'refused' | 'not-placed';
    sid: string | null;
    answered_by: string | null;
    contact_id: Id<'contact'> | null;
    person_id: Id<'person'> | null;
    plan: Json;
    legs: ColumnType<Record<string, unknown>[], string, string>;
    drop_id: Id<'drop'> | null;
    drop_beep_at: Date | null;
    drop_started_at: Date | null;
    drop_finished_at: Date | null;
    script_id: Id<'script'> | null;
    script_version: number | null;
    /** Of an ended call its status; made by the database. */
    outcome: ColumnType<Schema['calls']['status'] | null, never, never>;
    wants_recording: boolean;
    created_at: Fixed<Date>;
    ringing_at: Date | null;
    answered_at: Date | null;
    ended_at: Date | null;
    duration_seconds: number | null;
    cost_micros: BigInt8 | null;
    cost_basis: ColumnType<'estimate' | 'carrier' | null, undefined, never>;
    currency: Generated<string>;
    error_code: string | null;
    error_message: string | null;
    notes: string | null;
    disposition: string | null;
    metadata: Json;
    simulated: boolean;
    is_sample: Generated<boolean>;
    hang_up_wanted_at: Date | null;
    heard_at: Date;
    retry_of: Id<'call'> | null;
    campaign_id: Id<'campaign'> | null;
    prospect_id: Id<'prospect'> | null;
    verdict_acted_at: Date | null;
    /** That it came in through; of a call that we placed its attempts know. */
    connection_id: ColumnType<Id<'connection'> | null, Id<'connection'> | null | undefined, never>;
    /** Made by the database from reversed_digits. */
    last_digits: ColumnType<string, never, never>;
    /** Kept by the database. */
    has_recording: ColumnType<boolean, never, never>;
  };
  call_tags: Tenant & { call_id: Id<'call'>; tag: string };
  call_views: Tenant & {
    id: Id<'view'>;
    owner_id: string;
    name: string;
    query: JSONColumnType<Record<string, string>>;
    shared: boolean;
    created_at: Fixed<Date>;
  };
  call_retries: Tenant & {
    call_id: Id<'call'>;
    wish: Json;
    after_seconds: number;
    after_outcomes: string[];
    settled_at: Date | null;
    next_call_id: Id<'call'> | null;
  };
  attempts: Tenant & {
    id: Id<'attempt'>;
    call_id: Id<'call'>;
    connection_id: Id<'connection'>;
    state: 'intended' | 'placed' | 'unknown' | 'refused' | 'not-placed';
    ring_timeout_seconds: number;
    time_limit_seconds: number;
    machine_detection: 'off' | 'wait' | 'while-talking';
    created_at: Fixed<Date>;
    times_not_found: Generated<number>;
    asked_at: Generated<Date | null>;
    gate_facts: ColumnType<unknown, string | null, never>;
    gate_decision: ColumnType<unknown, string | null, never>;
    number_hash: Fixed<Buffer | null>;
    last_looked_at: Date | null;
  };
  call_events: Tenant & {
    call_id: Id<'call'>;
    key: string;
    id: Id<'event'>;
    kind: string;
    at: Fixed<Date>;
    details: Json;
  };
  unbound_events: Tenant & { sid: string; key: string; event: Json; received_at: Fixed<Date> };
  webhook_exchanges: Tenant & {
    id: Id<'request'>;
    call_id: Id<'call'> | null;
    sid: string | null;
    kind: string;
    at: Fixed<Date>;
    method: string;
    url: string;
    /** Of requests kept before `body` was. */
    params: JSONColumnType<Record<string, string>>;
    /** The form as it came. */
    body: string;
    signature: 'valid' | 'invalid';
    response_status: number;
    response_body: string;
    microseconds: number;
    is_copy: boolean;
  };
  charges: Tenant & {
    call_id: Id<'call'>;
    kind: 'minutes' | 'machine-detection' | 'recording' | 'recording-storage' | 'transcription';
    sid: Generated<string>;
    revision: Generated<number>;
    basis: Generated<'estimate' | 'carrier'>;
    quantity: number | null;
    unit: 'minute' | 'call' | 'minute-month' | null;
    micros: BigInt8;
    currency: string;
    source: string;
    at: Fixed<Date>;
  };
  calls_to_settle: Tenant & { id: Generated<BigInt8>; call_id: Id<'call'> };
  price_checks: Tenant & { call_id: Id<'call'>; ended_at: Fixed<Date>; due_at: Date; times_asked: Generated<number> };
  deleted_recordings: Tenant & { sid: string; call_id: Id<'call'> };
  recordings: Tenant & {
    id: Id<'recording'>;
    call_id: Id<'call'>;
    sid: string;
    status: 'in-progress' | 'fetching' | 'ready' | 'absent' | 'failed';
    duration_seconds: number | null;
    channels: number | null;
    bytes: BigInt8 | null;
    sha256: string | null;
    storage_key: string | null;
    peaks: ColumnType<number[][] | null, string | null, string | null>;
    name: Generated<string | null>;
    description: Generated<string | null>;
    is_paused: Generated<boolean>;
    failure: Generated<string | null>;
    fetch_asked_at: Generated<Date | null>;
    copy_is_unwanted: Generated<boolean>;
    fetch_tries: Generated<number>;
    mp3_key: Generated<string | null>;
    mp3_bytes: Generated<BigInt8 | null>;
    created_at: Fixed<Date>;
  };
  call_scripts: Tenant & {
    id: Id<'script'>;
    name: string;
    version: number;
    created_at: Fixed<Date>;
    updated_at: Date;
  };
  call_script_versions: Tenant & {
    script_id: Id<'script'>;
    version: number;
    script_text: string;
    twiml_template: string | null;
    variables: ColumnType<{ name: string; default: string | null }[], string, never>;
    changed_by: string;
    at: Fixed<Date>;
  };
  media: Tenant & {
    id: Id<'media'>;
    state: 'writing' | 'ready' | 'unwanted';
    storage_key: string;
    sha256: string;
    bytes: BigInt8;
    duration_seconds: number;
    peaks: ColumnType<number[], string, never>;
    source_name: string | null;
    created_at: Fixed<Date>;
  };
  voicemail_drops: Tenant & {
    id: Id<'drop'>;
    name: string;
    text: string | null;
    voice: string | null;
    media_id: Id<'media'> | null;
    duration_seconds: number;
    created_at: Fixed<Date>;
  };
}
