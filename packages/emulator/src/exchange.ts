import type { Clock, Random } from '@offhook/kit';
import type { Call, CallEvent } from './call.ts';
import type { FarEnd } from './callers/far-end.ts';
import type { Persona, PersonaRule } from './callers/persona.ts';
import type { FaultPlan } from './faults.ts';
import type { Journal } from './journal.ts';
import type { Line } from './line.ts';
import type { Recording, RecordingEvent } from './recording.ts';
import { applyEntry, callOf, type Entry, type World } from './world.ts';

/** A number of the emulated account, and what happens when somebody calls it. */
export interface OwnedNumber {
  phoneNumber: string;
  voiceUrl?: string;
  voiceMethod?: 'GET' | 'POST';
  statusCallback?: string;
}

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
}

/** What every part of the emulator is given: the account, the outside world, what is remembered and what is live. */
export interface Exchange {
  account: { sid: string; authToken: string };
  numbers: OwnedNumber[];
  personas: { named: Record<string, Persona>; rules: PersonaRule[] };
  settings: Settings;
  clock: Clock;
  random: Random;
  fetch: typeof fetch;
  log: (line: string) => void;
  faults: FaultPlan;
  world: World;
  journal: Journal;
  /** The live legs and their far ends, by call SID. */
  lines: Map<string, Line>;
  farEnds: Map<string, FarEnd>;
  /** When the next call may be dialled under the limit of calls per second. */
  dialling: { nextAtMs: number };
  /** Where we are reached from outside; known once we listen. */
  publicUrl: { value: string };
  /** Aborted when the emulator stops. */
  stopping: AbortController;
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

function note(exchange: Exchange, entry: Entry): void {
  applyEntry(exchange.world, entry);
  exchange.journal.append(entry);
}

/** A SID that is not taken: two letters and 32 hexadecimal digits. A restarted emulator draws its old ones again. */
export function newSid(exchange: Exchange, prefix: 'CA' | 'RE'): string {
  for (;;) {
    const sid = prefix + Buffer.from(exchange.random.bytes(16)).toString('hex');
    if (!exchange.world.calls.has(sid) && !exchange.world.recordings.has(sid)) return sid;
  }
}

/** Runs work that nobody waits for. An interruption is its ordinary end; anything else is a bug and is logged. */
export function inBackground(exchange: Exchange, work: Promise<unknown>): void {
  work.catch((error: unknown) => {
    if (error instanceof Interruption) return;
    exchange.log(`bug: ${error instanceof Error ? error.stack : String(error)}`);
  });
}

/** Why whatever a call was doing stopped being done. */
export class Interruption extends Error {
  override name = 'Interruption';
  readonly why: 'ended' | 'redirected' | 'taken-over' | 'stopped';
  constructor(why: Interruption['why']) {
    super(`interrupted: ${why}`);
    this.why = why;
  }
}
