import type { Readable } from 'node:stream';
import type { CarrierNumbers } from './numbers.ts';

/** What we ask a carrier for when we want a call. Every URL carries the attempt. */
export interface CallOrder {
  to: string;
  from: string;
  answerUrl: string;
  /** Asked when a document could not be fetched or read. */
  fallbackUrl: string;
  statusUrl: string;
  recordingUrl: string;
  machineUrl: string;
  ringTimeoutSeconds: number;
  timeLimitSeconds: number;
  record: boolean;
  machineDetection: 'off' | 'wait' | 'while-talking';
  /** Of a machine its beep is waited for, too: `wait` then says so later. */
  untilBeep: boolean;
}

/** `unknown`: the carrier may or may not have the call; it must never be asked again for the same attempt. */
export type PlaceOutcome =
  | { outcome: 'placed'; sid: string }
  | { outcome: 'refused'; code: string; message: string }
  | { outcome: 'busy'; retryAfterSeconds: number }
  | { outcome: 'unknown'; reason: string };

export type CarrierStatus =
  | 'queued'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'failed'
  | 'no-answer'
  | 'canceled';

/** What the carrier charged: above zero for what it took. */
export interface CarrierPrice {
  micros: number;
  currency: string;
}

/** A call as the carrier knows it. */
export interface CarrierCall {
  sid: string;
  to: string;
  from: string;
  status: CarrierStatus;
  createdAt: Date;
  startedAt: Date | undefined;
  endedAt: Date | undefined;
  durationSeconds: number | undefined;
  answeredBy: string | undefined;
  /** Known minutes to hours after the end; of the connection alone. */
  price?: CarrierPrice | undefined;
}

export interface CarrierRecording {
  sid: string;
  status: 'in-progress' | 'completed' | 'absent';
  durationSeconds: number | undefined;
  channels: number | undefined;
  price?: CarrierPrice | undefined;
}

/** What the carrier wrote down of a recording. */
export interface CarrierTranscription {
  sid: string;
  recordingSid: string;
  status: 'completed' | 'failed';
  text: string | undefined;
  url: string | undefined;
}

/** Where a call or a leg is, as the carrier tells it. */
export interface Progress {
  kind: 'progress';
  status: CarrierStatus;
  at: Date;
  durationSeconds?: number;
  answeredBy?: string;
  sipCode?: number;
  error?: { code: string; message: string };
}

/** A connection inside a call, by the carrier's names. */
export interface CarrierLeg {
  sid: string;
  parentSid: string;
  to: string;
  from: string;
}

/** What one document of a call flow came to. It was decided before it is written down. */
export interface FlowStep {
  /** Documents of the flow before this one: a repeated request is the same step. */
  number: number;
  /** The nodes that the call came through, in order; `exit` is null where it stayed. */
  path: readonly { version: string | null; nodeId: string; name: string; exit: string | null }[];
  /** What the caller did at the node that waited; without what nobody may read. */
  heard: { kind: string; value?: string } | null;
  /** How long the node waited for it. */
  waitedSeconds: number;
  message: { boxId: string; recordingSid: string; seconds: number } | null;
  requests: readonly { host: string; result: string; milliseconds: number }[];
  /** Why the flow could not go on, and voicemail took over. */
  problem: string | null;
}

/** News of one call, out of a webhook or out of asking, in our words. */
export type CarrierEvent =
  | Progress
  | { kind: 'answered'; at: Date; answeredBy?: string }
  | { kind: 'machine-verdict'; at: Date; answeredBy: string }
  /** `boxId`: of a message that was left in a voicemail box. */
  | { kind: 'recording'; at: Date; recording: CarrierRecording; boxId?: string }
  /** `isAnswered`: the call is connected by then; a call that only rings elsewhere is not. */
  | { kind: 'flow-step'; at: Date; step: FlowStep; isAnswered: boolean }
  /** The carrier could not use a document of ours and asks for another one. */
  | { kind: 'document-failed'; at: Date; code: string; url: string }
  /** The opening is over and the carrier asks how to go on. */
  | { kind: 'opening-ended'; at: Date }
  | { kind: 'keypress'; at: Date; digits: string }
  | { kind: 'leg'; at: Date; leg: CarrierLeg; progress: Progress }
  | { kind: 'leg-keypress'; at: Date; leg: CarrierLeg; digits: string }
  /** `turn`: which of several phones, one after the other, where our address says so. */
  | { kind: 'bridge-ended'; at: Date; status: string; durationSeconds?: number; turn?: number }
  | { kind: 'drop-started'; at: Date }
  | { kind: 'drop-finished'; at: Date }
  /** Never has a verdict: whoever asks an event for its verdict need not know this kind. */
  | { kind: 'transcription'; at: Date; transcription: CarrierTranscription; answeredBy?: never };

/** An account at a carrier. */
export interface CarrierAccount {
  accountSid: string;
  authToken: string;
  baseUrl: string;
  timeoutMs: number;
}

/** The carrier, in our words. One implementation: Twilio's API, which the emulator speaks too. */
export interface Carrier extends CarrierNumbers {
  /** Asks once. Never throws for what the carrier answers, and never asks again. */
  placeCall(order: CallOrder): Promise<PlaceOutcome>;
  /** Ends a queued, ringing or live call; false when the carrier says that it is over. */
  endCall(sid: string, status: 'canceled' | 'completed'): Promise<boolean>;
  /** Has a live call go on with the document at `url`; false when the call is over. */
  redirectCall(sid: string, url: string): Promise<boolean>;
  lookUp(sid: string): Promise<CarrierCall | undefined>;
  /** The newest calls between two numbers. */
  findCalls(numbers: { to: string; from: string }): Promise<CarrierCall[]>;
  /** The legs inside a call. */
  findLegs(parentSid: string): Promise<CarrierCall[]>;
  recordingsOf(callSid: string): Promise<CarrierRecording[]>;
  /** The audio as WAV, both channels. */
  fetchRecording(recordingSid: string): Promise<Readable>;
  /** False when the call is not being recorded. */
  steerRecording(callSid: string, recordingSid: string, verb: 'pause' | 'resume'): Promise<boolean>;
  /** True also when it was gone already. */
  deleteCall(sid: string): Promise<boolean>;
  /** True also when it was gone already. */
  deleteRecording(recordingSid: string): Promise<boolean>;
  /** Resolves when the account answers. */
  check(): Promise<void>;
}

/** Gives the carrier for an account. */
export interface Carriers {
  connect(account: CarrierAccount): Carrier;
}
