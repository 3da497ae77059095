import type { Clock, Random } from '@offhook/kit';
import type { Verb } from '@offhook/twiml';
import type { Account } from './accounts/account.ts';
import type { Call, CallEvent } from './call.ts';
import type { FarEnd } from './callers/far-end.ts';
import type { Persona, PersonaRule } from './callers/persona.ts';
import type { Devices } from './clients/device.ts';
import type { Room } from './conference/room.ts';
import type { Journal } from './journal.ts';
import type { Line } from './line.ts';
import type { Rules } from './mischief/mischief.ts';
import type { RefusedRequest } from './notifications/refused-requests.ts';
import type { PaymentConnector } from './payments/connector.ts';
import type { PaymentSession } from './payments/session.ts';
import type { WaitingLine } from './queues/waiting-line.ts';
import type { Recording, RecordingEvent } from './recording.ts';
import type { Fork } from './streams/fork.ts';
import type { TableMaps, TableName, Tables } from './tables.ts';
import { Interruption, runTask, type Strand, type Task } from './task.ts';
import type { Prices } from './usage/prices.ts';
import type { Outcome, Stage } from './verbs/outcome.ts';
import type { Application } from './webhook.ts';
import type { Web } from './webhooks/web.ts';
import { applyEntry, callOf, type Entry, type RowEntry, type World } from './world.ts';

export interface Settings {
  /** How long an application may take to answer a webhook, in milliseconds of the wall. */
  webhookTimeoutMs: number;
  priceDelayMs: number;
  callsPerSecond: number;
  ringSeconds: number;
  /** From dialling until the far end rings or is found not to exist. */
  setupMs: number;
  /** How much later than asked a request under the fault `late-accept` is accepted. */
  lateAcceptMs: number;
  /** How many seconds of the clock pass in one of the wall; only reported. */
  speed: number;
  /** Whether calls may be placed from numbers that the account neither owns nor verified. */
  anyCallerId: boolean;
  /** Whether webhooks tell where numbers are, as far as their area codes do; otherwise that is left empty. */
  sendsGeography: boolean;
  /** What is sent as StirVerstat about inbound calls. */
  stirVerstat?: string;
  /** Whether every webhook has one more parameter that nobody knows. */
  addsUnknownParameter: boolean;
  /** Whether credentials in a URL are part of what is signed. */
  signsCredentials: boolean;
  /** Whether callbacks that nobody asked for count in SequenceNumber. */
  numbersUnwantedCallbacks: boolean;
  /** What the main account paid in, in millionths of a dollar. */
  depositMicros: number;
  prices: Prices;
  /** What machine detection says of somebody who hangs up before the verdict. */
  verdictOnHangUp: 'none' | 'unknown';
  /** Whether WebSockets on this machine may be spoken to without TLS, which Twilio refuses. */
  plainSockets: boolean;
  /** From the end of a recording until its words are known. */
  transcriptionDelayMs: number;
  /** Whether the sound of recordings is behind credentials. */
  needsMediaAuth: boolean;
  /** The Pay Connectors of the account, by name. */
  paymentConnectors: Readonly<Record<string, PaymentConnector>>;
  /** From the end of a call until it is forgotten with all that belongs to it; Infinity for never. */
  forgetAfterMs: number;
}

/** What every part of the emulator is given: the account, the outside world, what is remembered and what is live. */
export interface Exchange {
  /** The account whose subaccounts the others are. */
  mainAccountSid: string;
  personas: { named: Record<string, Persona>; rules: PersonaRule[] };
  settings: Settings;
  clock: Clock;
  random: Random;
  /** How media are fetched where no webhook is involved. */
  fetch: typeof fetch;
  /** An application in this process that answers webhooks without HTTP. */
  application?: Application;
  log: (line: string) => void;
  mischief: Rules;
  /** Callbacks that wait for the next one of their call to go first, by call. */
  held: Map<string, Set<() => void>>;
  web: Web;
  world: World;
  journal: Journal;
  /** Does what a verb says; given, so that running documents does not depend on every verb. */
  execute: (stage: Stage, verb: Verb) => Task<Outcome>;
  /** The live legs and their far ends, by call SID. */
  lines: Map<string, Line>;
  farEnds: Map<string, FarEnd>;
  /** The registered clients. */
  devices: Devices;
  /** The conferences that are not over, by SID. */
  rooms: Map<string, Room>;
  /** The same by account and name. */
  roomsByName: Map<string, Room>;
  /** Who waits in a queue, by its SID. */
  waitingLines: Map<string, WaitingLine>;
  /** Whatever is under way, to be interrupted when the emulator stops. */
  strands: Set<Strand>;
  /** Told of every entry as it is noted. */
  listeners: Set<(entry: Entry) => void>;
  /** When the next call may be dialled under the limit of calls per second. */
  dialling: { nextAtMs: number };
  /** The latest REST requests that were refused, for notifications and alerts. */
  refusedRequests: RefusedRequest[];
  /** Streams, SIPREC sessions and transcriptions under way, by SID. */
  forks: Map<string, Fork>;
  /** The payments that the REST API takes, by call. */
  payments: Map<string, PaymentSession>;
  /** Where we are reached from outside; known once we listen. */
  publicUrl: { value: string };
}

export function noteCall(exchange: Exchange, sid: string, event: CallEvent): Call {
  note(exchange, { kind: 'call', sid, atMs: exchange.clock.nowMs(), event });
  if (event.type === 'warned') exchange.log(`${sid} warning ${event.code}: ${event.message}`);
  return callOf(exchange.world, sid);
}

export function noteRecording(exchange: Exchange, sid: string, event: RecordingEvent): Recording {
  note(exchange, { kind: 'recording', sid, atMs: exchange.clock.nowMs(), event });
  const recording = exchange.world.recordings.get(sid);
  if (!recording) throw new Error(`There is no recording ${sid}`);
  return recording;
}

/** Keeps a row under its SID, in place of what was there. */
export function putRow<Name extends TableName>(
  exchange: Exchange,
  table: Name,
  row: Tables[Name] & { sid: string },
): Tables[Name] {
  // Name and row belong together, which the union of all tables cannot say.
  note(exchange, { kind: 'row', table, sid: row.sid, atMs: exchange.clock.nowMs(), row } as RowEntry);
  return row;
}

export function removeRow(exchange: Exchange, table: TableName, sid: string): void {
  note(exchange, { kind: 'row', table, sid, atMs: exchange.clock.nowMs() });
}

function note(exchange: Exchange, entry: Entry): void {
  applyEntry(exchange.world, entry);
  exchange.journal.append(entry);
  for (const listener of exchange.listeners) listener(entry);
}

/** The account of that SID; calls and their like always have one. */
export function accountOf(exchange: Exchange, sid: string): Account {
  const account = exchange.world.tables.accounts.get(sid);
  if (!account) throw new Error(`There is no account ${sid}`);
  return account;
}

/** A SID that is not taken: two letters and 32 hexadecimal digits. A restarted emulator draws its old ones again. */
export function newSid(exchange: Exchange, prefix: string): string {
  const { calls, recordings, tables } = exchange.world;
  for (;;) {
    const sid = prefix + Buffer.from(exchange.random.bytes(16)).toString('hex');
    if (!calls.has(sid) && !recordings.has(sid) && !isRow(tables, sid)) return sid;
  }
}

function isRow(tables: TableMaps, sid: string): boolean {
  // The maps of the tables are its only members.
  for (const name in tables) if (tables[name as TableName].has(sid)) return true;
  return false;
}

/**
 * Runs a task on its own. `done` is called with what it returns, `interrupted` when an interruption ended it; anything else
 * that it throws is a bug and is logged.
 */
export function spawn<T>(
  exchange: Exchange,
  task: Task<T>,
  { done, interrupted }: { done?: (value: T) => void; interrupted?: () => void } = {},
): Strand {
  let isOver = false;
  const over = () => {
    isOver = true;
    if (strand) exchange.strands.delete(strand);
  };
  let strand: Strand | undefined;
  strand = runTask(task, {
    done: (value) => {
      over();
      done?.(value);
    },
    failed: (error) => {
      over();
      if (error instanceof Interruption) interrupted?.();
      else reportBug(exchange, error);
    },
  });
  if (!isOver) exchange.strands.add(strand);
  return strand;
}

function reportBug(exchange: Exchange, error: unknown): void {
  exchange.log(`bug: ${error instanceof Error ? error.stack : String(error)}`);
}
