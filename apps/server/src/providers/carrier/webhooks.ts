import { z } from 'zod';
import type { CarrierEvent, CarrierStatus } from './carrier.ts';

/** Twilio's CallSid. */
export const CallSid = z.string().regex(/^CA[0-9a-f]{32}$/);
const RecordingSid = z.string().regex(/^RE[0-9a-f]{32}$/);
const Seconds = z.coerce.number().int().min(0).max(200_000);
const AnsweredBy = z.string().regex(/^[a-z_]{1,30}$/);

// Twilio adds parameters without notice; of the ones we use each must be single and well-formed.
const Progress = z.object({
  CallSid,
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
  Timestamp: z.string().max(60).optional(),
  CallDuration: Seconds.optional(),
  AnsweredBy: AnsweredBy.optional(),
  SipResponseCode: z.coerce.number().int().min(100).max(699).optional(),
  ErrorCode: z
    .string()
    .regex(/^\d{1,6}$/)
    .optional(),
  ErrorMessage: z.string().max(500).optional(),
});

const Answered = z.object({ CallSid, AnsweredBy: AnsweredBy.optional() });
const MachineVerdict = z.object({ CallSid, AnsweredBy });
const RecordingReport = z.object({
  CallSid,
  RecordingSid,
  RecordingStatus: z.enum(['in-progress', 'completed', 'absent', 'failed']),
  RecordingDuration: Seconds.optional(),
  RecordingChannels: z.coerce.number().int().min(1).max(2).optional(),
});

export type WebhookKind = 'status' | 'answer' | 'machine' | 'recording';

/** What a request of the carrier says; undefined with a problem when it is not one that the carrier makes. */
export function readWebhook(
  kind: WebhookKind,
  params: Readonly<Record<string, string>>,
  receivedAt: Date,
): { sid: string; event: CarrierEvent } | { problem: string } {
  const result = readers[kind](params, receivedAt);
  return result instanceof z.ZodError ? { problem: result.issues[0]?.path.join('.') ?? 'unreadable' } : result;
}

type Reader = (params: Readonly<Record<string, string>>, at: Date) => { sid: string; event: CarrierEvent } | z.ZodError;

const readers: Record<WebhookKind, Reader> = {
  status(params, receivedAt) {
    const { data, error } = Progress.safeParse(params);
    if (error) return error;
    const at = data.Timestamp === undefined ? receivedAt : new Date(data.Timestamp);
    const event: CarrierEvent = {
      kind: 'progress',
      status: statusOf(data.CallStatus),
      at: Number.isNaN(at.getTime()) ? receivedAt : at,
      durationSeconds: data.CallDuration,
      answeredBy: data.AnsweredBy,
      sipCode: data.SipResponseCode,
      error: data.ErrorCode ? { code: data.ErrorCode, message: data.ErrorMessage ?? '' } : undefined,
    };
    return { sid: data.CallSid, event };
  },
  answer(params, at) {
    const { data, error } = Answered.safeParse(params);
    return error ?? { sid: data.CallSid, event: { kind: 'answered', at, answeredBy: data.AnsweredBy } };
  },
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
};

// `initiated` exists only in webhooks; at the carrier the call is still queued.
function statusOf(status: z.infer<typeof Progress>['CallStatus']): CarrierStatus {
  return status === 'initiated' ? 'queued' : status;
}
