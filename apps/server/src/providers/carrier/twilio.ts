import { get as httpGet, type IncomingMessage } from 'node:http';
import { get as httpsGet } from 'node:https';
import type { Readable } from 'node:stream';
import { type Clock, parseMicros } from '@offhook/kit';
import type { Twilio } from 'twilio';
import type { CallInstance } from 'twilio/lib/rest/api/v2010/account/call.js';
import type { RecordingInstance } from 'twilio/lib/rest/api/v2010/account/recording.js';
import type {
  CallOrder,
  Carrier,
  CarrierAccount,
  CarrierCall,
  CarrierPrice,
  CarrierRecording,
  PlaceOutcome,
} from './carrier.ts';
import { codeOf, isCertainNo, messageOf, orMissing, SlowDown, slowDown, statusOf } from './twilio-errors.ts';
import { twilioNumbers } from './twilio-numbers.ts';

/**
 * Twilio's Voice API, or whatever speaks it at `baseUrl`. The SDK is loaded on first use: it costs 141–210 ms and
 * 35 MB (measured 2026-11-21, twilio 6.2.0).
 */
export function twilioCarrier(account: CarrierAccount, clock: Clock): Carrier {
  let loading: Promise<Twilio> | undefined;
  const client = () => (loading ??= connect(account));
  const during = <T>(work: Promise<T>) => clock.during(work);
  return {
    placeCall: (order) => during(client().then((twilio) => placeCall(twilio, order))),
    endCall: (sid, status) => during(client().then((twilio) => change(twilio, sid, { status }))),
    redirectCall: (sid, url) => during(client().then((twilio) => change(twilio, sid, { url }))),
    lookUp: (sid) => during(client().then((twilio) => orMissing(twilio.calls(sid).fetch().then(callOf)))),
    findCalls: ({ to, from }) =>
      during(client().then(async (twilio) => (await twilio.calls.list({ to, from, limit: 50 })).map(callOf))),
    findLegs: (parentCallSid) =>
      during(client().then(async (twilio) => (await twilio.calls.list({ parentCallSid, limit: 200 })).map(callOf))),
    recordingsOf: (callSid) =>
      during(client().then(async (twilio) => (await twilio.recordings.list({ callSid, limit: 20 })).map(recordingOf))),
    fetchRecording: (sid) => during(fetchRecording(account, sid)),
    steerRecording: (callSid, recordingSid, verb) =>
      during(client().then((twilio) => steerRecording(twilio, { callSid, recordingSid, verb }))),
    deleteCall: (sid) => during(client().then(async (twilio) => (await orMissing(twilio.calls(sid).remove())) ?? true)),
    deleteRecording: (sid) =>
      during(client().then(async (twilio) => (await orMissing(twilio.recordings(sid).remove())) ?? true)),
    ...twilioNumbers(account, client, during),
    check: () => during(client().then(async (twilio) => void (await twilio.calls.list({ limit: 1, pageSize: 1 })))),
  };
}

async function connect(account: CarrierAccount): Promise<Twilio> {
  const { default: twilio } = await import('twilio');
  const httpClient = new twilio.RequestClient({ timeout: account.timeoutMs, keepAlive: true });
  // The SDK's own error keeps the status of an answer and loses its headers.
  httpClient.axios.interceptors.response.use((response) => {
    if (response.status === 429) throw slowDown(response.headers['retry-after']);
    return response;
  });
  const client = twilio(account.accountSid, account.authToken, { httpClient });
  client.api.baseUrl = account.baseUrl;
  return client;
}

async function placeCall(twilio: Twilio, order: CallOrder): Promise<PlaceOutcome> {
  try {
    const call = await twilio.calls.create({
      to: order.to,
      from: order.from,
      url: order.answerUrl,
      fallbackUrl: order.fallbackUrl,
      statusCallback: order.statusUrl,
      statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
      timeout: order.ringTimeoutSeconds,
      timeLimit: order.timeLimitSeconds,
      ...(order.record
        ? {
            record: true,
            recordingChannels: 'dual',
            recordingStatusCallback: order.recordingUrl,
            recordingStatusCallbackEvent: ['in-progress', 'completed', 'absent'],
            trim: 'do-not-trim',
          }
        : {}),
      ...machineDetection(order),
    });
    return /^CA[0-9a-f]{32}$/.test(call.sid)
      ? { outcome: 'placed', sid: call.sid }
      : unknown('an answer without a call id');
  } catch (error) {
    return outcomeOf(error);
  }
}

/** The carrier's default, said aloud: what waits for a verdict reckons with it. */
const detectionSeconds = 30;

function machineDetection({ machineDetection: mode, untilBeep, machineUrl }: CallOrder): object {
  if (mode === 'off') return {};
  const timeout = { machineDetectionTimeout: detectionSeconds };
  if (mode === 'wait') return { machineDetection: untilBeep ? 'DetectMessageEnd' : 'Enable', ...timeout };
  return {
    machineDetection: 'DetectMessageEnd',
    ...timeout,
    asyncAmd: 'true',
    asyncAmdStatusCallback: machineUrl,
  };
}

// Twilio: a request answered with 429 was never processed and may be sent again; after a 5xx the call may exist
// (error pages 20429 and 20500, read 2026-11-21).
function outcomeOf(error: unknown): PlaceOutcome {
  if (error instanceof SlowDown) return { outcome: 'busy', retryAfterSeconds: error.seconds };
  if (isCertainNo(error)) {
    return { outcome: 'refused', code: codeOf(error), message: messageOf(error) };
  }
  return unknown(messageOf(error));
}

function unknown(reason: string): PlaceOutcome {
  return { outcome: 'unknown', reason };
}

async function change(
  twilio: Twilio,
  sid: string,
  to: { status: 'canceled' | 'completed' } | { url: string },
): Promise<boolean> {
  try {
    await twilio.calls(sid).update(to);
    return true;
  } catch (error) {
    // 21220: the call is not in a state that can be changed; 20404: there is none.
    if (['21220', '20404'].includes(codeOf(error))) return false;
    throw error;
  }
}

async function steerRecording(
  twilio: Twilio,
  { callSid, recordingSid, verb }: { callSid: string; recordingSid: string; verb: 'pause' | 'resume' },
): Promise<boolean> {
  const status = verb === 'pause' ? 'paused' : 'in-progress';
  try {
    await twilio.calls(callSid).recordings(recordingSid).update({ status });
    return true;
  } catch (error) {
    // 21220: the recording is not in a state that can be changed; 404: there is none.
    if (statusOf(error) === 404 || codeOf(error) === '21220') return false;
    throw error;
  }
}

const silentMs = 30_000;
const mostRedirects = 3;

/**
 * The audio as a stream. Not by `fetch`: its body is cut off without an error when the Response object is collected
 * as garbage before the body was read (undici, seen with Node 26.10 on 2026-11-21).
 */
async function fetchRecording(account: CarrierAccount, sid: string): Promise<Readable> {
  const { accountSid, authToken, baseUrl } = account;
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  let url = new URL(`${baseUrl}/2010-04-01/Accounts/${accountSid}/Recordings/${sid}.wav?RequestedChannels=2`);
  const { host } = url;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    // Our credentials are for the carrier, not for where it keeps its files.
    const response = await get(url, url.host === host ? { authorization } : {});
    if (response.statusCode === 200) return response;
    response.resume();
    const { location } = response.headers;
    if (!location) throw new Error(`The carrier answered ${response.statusCode} for the recording ${sid}.`);
    url = new URL(location, url);
  }
  throw new Error(`The carrier sends us in circles for the recording ${sid}.`);
}

function get(url: URL, headers: Record<string, string>): Promise<IncomingMessage> {
  const send = url.protocol === 'https:' ? httpsGet : httpGet;
  return new Promise((resolve, reject) => {
    const request = send(url, { headers }, resolve);
    request.on('error', reject);
    request.setTimeout(silentMs, () => request.destroy(new Error('The carrier went silent.')));
  });
}

function callOf(call: CallInstance): CarrierCall {
  return {
    sid: call.sid,
    to: call.to,
    from: call.from,
    status: call.status,
    createdAt: call.dateCreated,
    startedAt: call.startTime ?? undefined,
    endedAt: call.endTime ?? undefined,
    durationSeconds: call.duration ? Number(call.duration) : undefined,
    answeredBy: call.answeredBy ?? undefined,
    price: priceOf(call),
  };
}

function recordingOf(recording: RecordingInstance): CarrierRecording {
  const ended = recording.status === 'completed' || recording.status === 'absent';
  return {
    sid: recording.sid,
    status: ended ? (recording.status as 'completed' | 'absent') : 'in-progress',
    durationSeconds: recording.duration ? Number(recording.duration) : undefined,
    channels: recording.channels || undefined,
    price: priceOf(recording),
  };
}

// Twilio writes a charge as a text below zero, "-0.01400", and nothing until it is known; others write it above zero.
function priceOf({ price, priceUnit }: { price: string | null; priceUnit: string | null }): CarrierPrice | undefined {
  const micros = price ? parseMicros(price) : undefined;
  return micros === undefined ? undefined : { micros: Math.abs(micros), currency: (priceUnit ?? 'USD').toUpperCase() };
}
