import { z } from 'zod';
import type { CarrierEvent, CarrierLeg, CarrierStatus, Progress as ProgressEvent } from './carrier.ts';
import { resplitName } from './parameter-names.ts';

/** Twilio's CallSid. */
export const CallSid = z.string().regex(/^CA[0-9a-f]{32}$/);
const RecordingSid = z.string().regex(/^RE[0-9a-f]{32}$/);
const Seconds = z.coerce.number().int().min(0).max(200_000);
const Party = z.string().max(80);
const Digits = z.string().regex(/^[0-9*#]{1,32}$/);
const AnsweredBy = z.string().regex(/^[a-z_]{1,30}$/);

// Twilio adds parameters without notice; of the ones we use each must be single and well-formed.
const Progress = z.object({
  CallStatus: z.enum([
    'initiated',
    'queued',
    'ringing',
    'in-progress',
    'completed',
    'busy',
    'failed',
    'no-answer',
    'canceled',
  ]),
  Timestamp: z
    .string()
    .regex(/^[A-Za-z]{3}, \d{1,2} [A-Za-z]{3} \d{4} \d{2}:\d{2}:\d{2} (?:\+0000|GMT)$/)
    .optional(),
  CallDuration: Seconds.optional(),
  AnsweredBy: AnsweredBy.optional(),
  SipResponseCode: z.coerce.number().int().min(100).max(699).optional(),
  ErrorCode: z
    .string()
    .regex(/^\d{1,6}$/)
    .optional(),
  ErrorMessage: z.string().max(500).optional(),
});

const Status = Progress.extend({ CallSid });
const Leg = z.object({ CallSid, ParentCallSid: CallSid, To: Party.optional(), From: Party.optional() });
const LegStatus = Progress.extend(Leg.shape);
const Keypress = z.object({ CallSid, Digits });
const LegKeypress = Leg.extend({ Digits: Digits.optional() });
const BridgeEnded = z.object({
  CallSid,
  DialCallStatus: z.string().regex(/^[a-z-]{1,20}$/),
  DialCallDuration: Seconds.optional(),
});
const Bare = z.object({ CallSid });
const Answered = z.object({ CallSid, AnsweredBy: AnsweredBy.optional() });
const DocumentFailed = z.object({
  CallSid,
  ErrorCode: z.string().regex(/^\d{1,6}$/),
  ErrorUrl: z.string().max(2000),
});
const MachineVerdict = z.object({ CallSid, AnsweredBy });
const RecordingReport = z.object({
  CallSid,
  RecordingSid,
  RecordingStatus: z.enum(['in-progress', 'completed', 'absent', 'failed']),
  RecordingDuration: Seconds.optional(),
  RecordingChannels: z.coerce.number().int().min(1).max(2).optional(),
});

// Twilio's names (https://www.twilio.com/docs/voice/twiml/record, transcribeCallback, read 2026-11-21).
const TranscriptionReport = z
  .object({
    CallSid,
    RecordingSid,
    TranscriptionSid: z.string().regex(/^TR[0-9a-f]{32}$/),
    TranscriptionStatus: z.enum(['completed', 'failed']),
    TranscriptionText: z.string().max(65_536).optional(),
    TranscriptionUrl: z.string().max(2000).optional(),
  })
  .refine((report) => report.TranscriptionStatus === 'failed' || report.TranscriptionText !== undefined, {
    path: ['TranscriptionText'],
  });

export type WebhookKind =
  | 'status'
  | 'answer'
  | 'fallback'
  | 'afterwards'
  | 'machine'
  | 'recording'
  | 'transcription'
  | 'keypress'
  | 'whisper'
  | 'accept'
  | 'leg'
  | 'bridged'
  | 'drop'
  | 'dropped';

/** What a request of the carrier says; undefined with a problem when it is not one that the carrier makes. */
export function readWebhook(
  kind: WebhookKind,
  params: Readonly<Record<string, string>>,
  receivedAt: Date,
  url = '',
): { sid: string; event: CarrierEvent } | { problem: string } {
  // What somebody said may have any word in it; a text that lost its end to another name is missing, and is missed.
  const { TranscriptionText, ...named } = params;
  const cut = resplitName(kind === 'transcription' ? named : params);
  if (cut !== undefined) return { problem: cut };
  const result = readers[kind](params, receivedAt, url);
  return result instanceof z.ZodError ? { problem: result.issues[0]?.path.join('.') ?? 'unreadable' } : result;
}

export function isWebhookKind(kind: string): kind is WebhookKind {
  return Object.hasOwn(readers, kind);
}

/** `url`: as it was asked for; what we have written into it comes back with what the carrier says. */
type Reader = (
  params: Readonly<Record<string, string>>,
  at: Date,
  url: string,
) => { sid: string; event: CarrierEvent } | z.ZodError;

const readers: Record<WebhookKind, Reader> = {
  status(params, receivedAt) {
    const { data, error } = Status.safeParse(params);
    return error ?? { sid: data.CallSid, event: progressOf(data, receivedAt) };
  },
  answer(params, at) {
    const { data, error } = Answered.safeParse(params);
    return error ?? { sid: data.CallSid, event: { kind: 'answered', at, answeredBy: data.AnsweredBy } };
  },
  fallback(params, at) {
    const { data, error } = DocumentFailed.safeParse(params);
    if (error) return error;
    return { sid: data.CallSid, event: { kind: 'document-failed', at, code: data.ErrorCode, url: data.ErrorUrl } };
  },
  afterwards: (params, at) => bare('opening-ended', params, at),
  machine(params, at) {
    const { data, error } = MachineVerdict.safeParse(params);
    return error ?? { sid: data.CallSid, event: { kind: 'machine-verdict', at, answeredBy: data.AnsweredBy } };
  },
  recording(params, at) {
    const { data, error } = RecordingReport.safeParse(params);
    if (error) return error;
    const recording = {
      sid: data.RecordingSid,
      status: data.RecordingStatus === 'failed' ? ('absent' as const) : data.RecordingStatus,
      durationSeconds: data.RecordingDuration,
      channels: data.RecordingChannels,
    };
    return { sid: data.CallSid, event: { kind: 'recording', at, recording } };
  },
  transcription(params, at) {
    const { data, error } = TranscriptionReport.safeParse(params);
    if (error) return error;
    const transcription = {
      sid: data.TranscriptionSid,
      recordingSid: data.RecordingSid,
      status: data.TranscriptionStatus,
      text: data.TranscriptionText,
      url: data.TranscriptionUrl,
    };
    return { sid: data.CallSid, event: { kind: 'transcription', at, transcription } };
  },
  keypress(params, at) {
    const { data, error } = Keypress.safeParse(params);
    return error ?? { sid: data.CallSid, event: { kind: 'keypress', at, digits: data.Digits } };
  },
  whisper(params, at) {
    const { data, error } = Leg.safeParse(params);
    if (error) return error;
    const progress = { kind: 'progress' as const, status: 'in-progress' as const, at };
    return { sid: data.ParentCallSid, event: { kind: 'leg', at, leg: legOf(data), progress } };
  },
  accept(params, at) {
    const { data, error } = LegKeypress.safeParse(params);
    if (error) return error;
    return {
      sid: data.ParentCallSid,
      event: { kind: 'leg-keypress', at, leg: legOf(data), digits: data.Digits ?? '' },
    };
  },
  leg(params, receivedAt) {
    const { data, error } = LegStatus.safeParse(params);
    if (error) return error;
    const progress = progressOf(data, receivedAt);
    return { sid: data.ParentCallSid, event: { kind: 'leg', at: progress.at, leg: legOf(data), progress } };
  },
  bridged(params, at, url) {
    const { data, error } = BridgeEnded.safeParse(params);
    if (error) return error;
    const { DialCallStatus: status, DialCallDuration: durationSeconds } = data;
    const turn = /\?turn=(\d{1,3})$/.exec(url)?.[1];
    const which = turn === undefined ? {} : { turn: Number(turn) };
    return { sid: data.CallSid, event: { kind: 'bridge-ended', at, status, durationSeconds, ...which } };
  },
  drop: (params, at) => bare('drop-started', params, at),
  dropped: (params, at) => bare('drop-finished', params, at),
};

function bare(
  kind: 'opening-ended' | 'drop-started' | 'drop-finished',
  params: Readonly<Record<string, string>>,
  at: Date,
) {
  const { data, error } = Bare.safeParse(params);
  return error ?? { sid: data.CallSid, event: { kind, at } };
}

function progressOf(data: z.infer<typeof Progress>, receivedAt: Date): ProgressEvent {
  const at = data.Timestamp === undefined ? receivedAt : new Date(data.Timestamp);
  return {
    kind: 'progress',
    status: statusOf(data.CallStatus),
    at: Number.isNaN(at.getTime()) ? receivedAt : at,
    durationSeconds: data.CallDuration,
    answeredBy: data.AnsweredBy,
    sipCode: data.SipResponseCode,
    error: data.ErrorCode ? { code: data.ErrorCode, message: data.ErrorMessage ?? '' } : undefined,
  };
}

function legOf({
  CallSid: sid,
  ParentCallSid: parentSid,
  To: to = '',
  From: from = '',
}: z.infer<typeof Leg>): CarrierLeg {
  return { sid, parentSid, to, from };
}

// `initiated` exists only in webhooks; at the carrier the call is still queued.
function statusOf(status: z.infer<typeof Progress>['CallStatus']): CarrierStatus {
  return status === 'initiated' ? 'queued' : status;
}
