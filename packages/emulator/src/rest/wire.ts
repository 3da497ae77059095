import { type Call, durationSeconds, hasEnded } from '../call.ts';
import type { Exchange } from '../exchange.ts';
import { numberAt } from '../numbers/incoming-number.ts';
import { rfc2822 } from '../parameters.ts';
import type { Recording } from '../recording.ts';
import { recordingMicrosPerMinute } from '../usage/prices.ts';

const version = '2010-04-01';

/** The path of an account's resources, without the host. */
export function accountPath(accountSid: string): string {
  return `/${version}/Accounts/${accountSid}`;
}

// As Twilio's OpenAPI example of a call lists them.
const subresources = [
  ['notifications', 'Notifications'],
  ['recordings', 'Recordings'],
  ['payments', 'Payments'],
  ['events', 'Events'],
  ['siprec', 'Siprec'],
  ['streams', 'Streams'],
  ['transcriptions', 'Transcriptions'],
  ['user_defined_message_subscriptions', 'UserDefinedMessageSubscriptions'],
  ['user_defined_messages', 'UserDefinedMessages'],
] as const;

/** A call as Twilio writes it. */
export function callJson(exchange: Exchange, call: Call) {
  const path = `${accountPath(call.accountSid)}/Calls/${call.sid}`;
  const ours = call.direction === 'inbound' ? call.to : call.from;
  return {
    sid: call.sid,
    account_sid: call.accountSid,
    parent_call_sid: call.parentSid ?? null,
    to: call.to,
    to_formatted: formatted(call.to),
    from: call.from,
    from_formatted: formatted(call.from),
    phone_number_sid: numberAt(exchange, ours)?.sid ?? null,
    status: call.status,
    start_time: dateOrNull(call.dialledAtMs),
    end_time: dateOrNull(call.endedAtMs),
    duration: hasEnded(call) ? String(durationSeconds(call)) : null,
    price: call.priceMicros === undefined ? null : decimals(call.priceMicros),
    price_unit: 'USD',
    direction: call.direction,
    answered_by: call.answeredBy ?? null,
    api_version: version,
    annotation: null,
    forwarded_from: call.plan.forwardedFrom ?? null,
    group_sid: null,
    caller_name: call.plan.callerName ?? null,
    queue_time: String(Math.round((call.dialledAtMs ?? call.createdAtMs) - call.createdAtMs)),
    trunk_sid: null,
    date_created: rfc2822(call.createdAtMs),
    date_updated: rfc2822(call.updatedAtMs),
    uri: `${path}.json`,
    subresource_uris: Object.fromEntries(subresources.map(([name, part]) => [name, `${path}/${part}.json`])),
  };
}

// What Twilio's OpenAPI has no word for: https://www.twilio.com/docs/voice/twiml/recording (stored copy, read 2026-11-21)
// gives its own source to callbacks only.
function sourceOf({ source }: Recording): string {
  return source === 'StartCallRecordingTwiML' ? 'StartCallRecordingAPI' : source;
}

function statusOf({ status, isDeleted }: Recording): string {
  if (isDeleted) return 'deleted';
  return status === 'failed' ? 'absent' : status;
}

/** What a recording costs in millionths of a dollar, once it is there; every minute that has begun counts. */
function recordingPrice({ status, durationSeconds = 0 }: Recording): number | undefined {
  return status === 'completed' ? 0 - Math.ceil(durationSeconds / 60) * recordingMicrosPerMinute : undefined;
}

/** A recording as Twilio writes it; inside a call it has a track, and Twilio's schema makes its price a number there. */
export function recordingJson(exchange: Exchange, recording: Recording, isInsideCall = false) {
  const { sid, accountSid, callSid, plan } = recording;
  const path = `${accountPath(accountSid)}/Recordings/${sid}`;
  const micros = recordingPrice(recording);
  const common = {
    sid,
    account_sid: accountSid,
    api_version: version,
    call_sid: callSid,
    conference_sid: recording.conferenceSid ?? null,
    channels: plan.channels,
    source: sourceOf(recording),
    status: statusOf(recording),
    error_code: recording.errorCode ?? null,
    start_time: rfc2822(recording.startedAtMs),
    duration: recording.durationSeconds === undefined ? null : String(recording.durationSeconds),
    price_unit: 'USD',
    encryption_details: null,
    date_created: rfc2822(recording.startedAtMs),
    date_updated: rfc2822(recording.updatedAtMs),
  };
  if (isInsideCall) {
    return {
      ...common,
      price: micros === undefined ? null : micros / 1_000_000,
      track: plan.track,
      uri: `${accountPath(accountSid)}/Calls/${callSid}/Recordings/${sid}.json`,
    };
  }
  return {
    ...common,
    price: micros === undefined ? null : decimals(micros),
    media_url: `${exchange.publicUrl.value}${path}`,
    subresource_uris: {
      add_on_results: `${path}/AddOnResults.json`,
      transcriptions: `${path}/Transcriptions.json`,
    },
    uri: `${path}.json`,
  };
}

/** North American numbers in their national form, others as they are. */
export function formatted(number: string): string {
  const parts = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  return parts ? `(${parts[1]}) ${parts[2]}-${parts[3]}` : number;
}

function dateOrNull(atMs: number | undefined): string | null {
  return atMs === undefined ? null : rfc2822(atMs);
}

function decimals(micros: number): string {
  return (micros / 1_000_000).toFixed(5);
}
