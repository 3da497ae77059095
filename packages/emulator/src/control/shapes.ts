/** What the control API answers, as JSON. Times are ISO 8601 in UTC, of the emulator's clock; lists are oldest first unless said. */

export interface HealthJson {
  status: 'ok';
  account_sid: string;
  version: string;
  /** How many seconds of the emulator's clock pass in one of the wall. */
  speed: number;
}

export interface UtteranceJson {
  at: string;
  kind: string;
  text: string;
}

export interface FarEndJson {
  call_sid: string;
  from: string;
  to: string;
  direction: string;
  persona: string;
  state: 'ringing' | 'in-call' | 'ended';
  since: string;
  heard: UtteranceJson[];
  said: UtteranceJson[];
}

/** One line of the list of calls. */
export interface CallSummaryJson {
  sid: string;
  parent_sid: string | null;
  from: string;
  to: string;
  direction: string;
  status: string;
  answered_by: string | null;
  sip_code: number | null;
  created_at: string;
  answered_at: string | null;
  ended_at: string | null;
  /** The verb that is running, as Twilio spells it, or null. */
  verb: string | null;
  /** What the telephone outside does; null when nobody can act there any more. */
  far_end: Pick<FarEndJson, 'persona' | 'state' | 'since'> | null;
  warnings: number;
  errors: number;
}

/**
 * A verb that was begun. `path` leads to it: [2] is the third verb of the document, [2, 0] the first thing inside it; what
 * the grammar does not know is not counted.
 */
export interface StepJson {
  at: string;
  verb: string;
  path: readonly number[];
  detail: string | null;
}

export interface DocumentJson {
  at: string;
  url: string | null;
  method: string | null;
  twiml: string;
  steps: StepJson[];
}

export interface WebhookJson {
  at: string;
  request: { method: string; url: string; parameters: Record<string, string>; signature: string };
  response: { status: number; content_type: string; body: string; duration_ms: number } | null;
  error: string | null;
}

export interface WarningJson {
  at: string;
  call_sid: string;
  code: number;
  message: string;
  level: 'error' | 'warning';
}

export interface RecordingJson {
  sid: string;
  status: string;
  source: string;
  started_at: string;
  duration_seconds: number | null;
  channels: number;
  /** Where its WAV is, behind the same credentials. */
  path: string;
}

/** One call in full. */
export interface CallJson extends CallSummaryJson {
  /** The last one runs while the call is live. */
  documents: DocumentJson[];
  webhooks: WebhookJson[];
  problems: WarningJson[];
  recordings: RecordingJson[];
  history: { at: string; words: string }[];
  children: string[];
  phone: FarEndJson | null;
}

/** First in the stream of changes: everything to start from. Calls are newest first. */
export interface SnapshotJson extends HealthJson {
  now: string;
  calls: CallSummaryJson[];
  /** The elements that TwiML allows inside an element, by its name. */
  grammar: Record<string, string[]>;
}

export interface OwnedNumberJson {
  phone_number: string;
  voice_url: string | null;
  voice_method: string;
  status_callback: string | null;
}
