import { z } from 'zod';
import type { Call } from './call-shapes.ts';
import { Timestamp } from './shapes.ts';

/** What S1, S2 and S4 call the facts of a call; they stand beside our names in every answer. */
export const DocumentedCall = z.object({
  twilio_call_sid: z.string().nullable().meta({ description: 'S1, S2: call_sid' }),
  recording_url: z.string().nullable().meta({ description: 'S1, S2: recording.url' }),
  recording_sid: z.string().nullable().meta({ description: 'S1, S2: recording.recording_sid' }),
  start_time: Timestamp.nullable().meta({ description: 'S2: created_at' }),
  end_time: Timestamp.nullable().meta({ description: 'S2: ended_at' }),
  started_at: Timestamp.nullable().meta({ description: 'S1: created_at' }),
  user_id: z.string().nullable().meta({ description: 'S2: person.id' }),
  contact_id: z.string().nullable().meta({ description: 'S1: contact.id' }),
  twilioCallSid: z.string().nullable().meta({ description: 'S4: call_sid' }),
  campaignId: z.string().nullable().meta({ description: 'S4: campaign.id' }),
  prospectId: z.string().nullable().meta({ description: 'S4: prospect_id' }),
  fromNumber: z.string().meta({ description: 'S4: from_number' }),
  toNumber: z.string().meta({ description: 'S4: to_number' }),
  duration: z.number().int().nullable().meta({ description: 'S4: duration_seconds' }),
  recordingUrl: z.string().nullable().meta({ description: 'S4: recording.url' }),
  recordingSid: z.string().nullable().meta({ description: 'S4: recording.recording_sid' }),
  errorCode: z.string().nullable().meta({ description: 'S4: error.code' }),
  errorMessage: z.string().nullable().meta({ description: 'S4: error.message' }),
  answeredBy: z.string().nullable().meta({ description: 'S4: answered_by' }),
  startedAt: Timestamp.nullable().meta({ description: 'S4: created_at' }),
  endedAt: Timestamp.nullable().meta({ description: 'S4: ended_at' }),
  createdAt: Timestamp.meta({ description: 'S4: created_at' }),
});
export type DocumentedCall = z.infer<typeof DocumentedCall>;

type OwnNames = Omit<Call, keyof DocumentedCall>;

/**
 * The documents' names of a call.
 *
 * @example
 * documentedNames(call).twilioCallSid === call.call_sid; // true
 */
export function documentedNames(call: OwnNames): DocumentedCall {
  const recordingUrl = call.recording?.url ?? null;
  const recordingSid = call.recording?.recording_sid ?? null;
  return {
    twilio_call_sid: call.call_sid,
    recording_url: recordingUrl,
    recording_sid: recordingSid,
    start_time: call.created_at,
    end_time: call.ended_at,
    started_at: call.created_at,
    user_id: call.person?.id ?? null,
    contact_id: call.contact?.id ?? null,
    twilioCallSid: call.call_sid,
    campaignId: call.campaign?.id ?? null,
    prospectId: call.prospect_id,
    fromNumber: call.from_number,
    toNumber: call.to_number,
    duration: call.duration_seconds,
    recordingUrl,
    recordingSid,
    errorCode: call.error?.code ?? null,
    errorMessage: call.error?.message ?? null,
    answeredBy: call.answered_by,
    startedAt: call.created_at,
    endedAt: call.ended_at,
    createdAt: call.created_at,
  };
}
