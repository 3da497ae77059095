import type { CallbackEvent, CallPlan, DetectionPlan, NewCall, RecordingPlan } from '../call.ts';
import type { Exchange } from '../exchange.ts';
import { mayCallFrom } from '../numbers/caller-id.ts';
import { dialable } from '../telephone.ts';
import { type Form, readForm } from './form.ts';
import { RestRefusal } from './refusals.ts';

const known = [
  'To From Url Method FallbackUrl FallbackMethod Twiml StatusCallback StatusCallbackMethod StatusCallbackEvent Timeout',
  'TimeLimit Record RecordingChannels RecordingTrack RecordingStatusCallback RecordingStatusCallbackMethod',
  'RecordingStatusCallbackEvent Trim SendDigits MachineDetection MachineDetectionTimeout',
  'MachineDetectionSpeechThreshold MachineDetectionSpeechEndThreshold MachineDetectionSilenceTimeout AsyncAmd',
  'AsyncAmdStatusCallback AsyncAmdStatusCallbackMethod',
].flatMap((line) => line.split(' '));

/** The call that a create request asks for. Refuses with Twilio's numbers. */
export function callFrom(exchange: Exchange, accountSid: string, params: URLSearchParams): Omit<NewCall, 'sid'> {
  const form = readForm(params, known);
  const to = partyTo(form);
  const from = partyFrom(exchange, accountSid, form);
  if (to === from) throw new RestRefusal(400, 21211, `The 'To' number ${to} cannot call itself.`);
  return { accountSid, to, from, direction: 'outbound-api', plan: planFrom(form) };
}

function partyTo(form: Form): string {
  const to = form.text('To');
  if (to === undefined) throw new RestRefusal(400, 21201, "No 'To' number is specified");
  const number = dialable(to);
  if (!number) throw new RestRefusal(400, 21211, `The phone number you are attempting to call, ${to}, is not valid.`);
  return number;
}

export function partyFrom(exchange: Exchange, accountSid: string, form: Form): string {
  const from = form.text('From');
  if (from === undefined) throw new RestRefusal(400, 21213, "No 'From' number is specified");
  const number = dialable(from);
  if (!number) throw new RestRefusal(400, 21212, `The source phone number provided, ${from}, is not valid.`);
  if (exchange.settings.anyCallerId || mayCallFrom(exchange, accountSid, number)) return number;
  const message = `The source phone number provided, ${from}, is not yet verified for your account. You may only make calls from phone numbers that you've verified or purchased from Twilio.`;
  throw new RestRefusal(400, 21210, message);
}

export function planFrom(form: Form): CallPlan {
  const document = form.target('Url', 'Method');
  const twiml = form.text('Twiml');
  if (!document && twiml === undefined)
    throw new RestRefusal(400, 21205, "Url parameter is required: neither 'Url' nor 'Twiml' was given");
  if ((twiml?.length ?? 0) > 4000) throw new RestRefusal(400, 32018, 'Twiml must not be longer than 4000 characters');
  const sendDigits = form.text('SendDigits');
  if (sendDigits !== undefined && !/^[0-9A-D#*wW]{1,32}$/.test(sendDigits)) {
    throw new RestRefusal(400, 21206, `Invalid SendDigits: ${sendDigits}`);
  }
  return {
    document,
    // Url wins when both are given (warning 32019).
    twiml: document ? undefined : twiml,
    fallback: form.target('FallbackUrl', 'FallbackMethod'),
    status: statusFrom(form),
    ringTimeoutSeconds: form.integer('Timeout', { least: 1, most: 600, code: 21208 }) ?? 60,
    timeLimitSeconds: form.integer('TimeLimit', { least: 1, most: 86_400, code: 20001 }) ?? 14_400,
    sendDigits,
    recording: form.flag('Record') ? recordingFrom(form) : undefined,
    // SendDigits and detection exclude each other; Twilio lets the digits win.
    detection: sendDigits === undefined ? detectionFrom(form) : undefined,
  };
}

const events = ['initiated', 'ringing', 'answered', 'completed'] as const;

export function statusFrom(form: Form): CallPlan['status'] {
  const target = form.target('StatusCallback', 'StatusCallbackMethod');
  if (!target) return undefined;
  const asked = form.all('StatusCallbackEvent');
  const wanted: CallbackEvent[] = events.filter((event) => asked.includes(event));
  const unknown = asked.find((event) => !events.some((name) => name === event));
  if (unknown)
    throw new RestRefusal(400, 20001, `StatusCallbackEvent must be one of ${events.join(', ')}, not '${unknown}'`);
  return { ...target, events: asked.length === 0 ? ['completed'] : wanted };
}

export function recordingFrom(form: Form): RecordingPlan {
  const target = form.target('RecordingStatusCallback', 'RecordingStatusCallbackMethod');
  const asked = form.all('RecordingStatusCallbackEvent');
  const track = form.word('RecordingTrack', ['inbound', 'outbound', 'both'] as const) ?? 'both';
  const isDual = form.word('RecordingChannels', ['mono', 'dual'] as const) === 'dual';
  return {
    channels: isDual && track === 'both' ? 2 : 1,
    track,
    trim: form.word('Trim', ['trim-silence', 'do-not-trim'] as const) !== 'do-not-trim',
    callback: target && { ...target, events: asked.length === 0 ? ['completed'] : asked },
  };
}

function detectionFrom(form: Form): DetectionPlan | undefined {
  const mode = form.word('MachineDetection', ['Enable', 'DetectMessageEnd'] as const, 21234);
  if (!mode) return undefined;
  const within = (name: string, least: number, most: number) => form.integer(name, { least, most, code: 20001 });
  return {
    mode,
    timeoutMs: (within('MachineDetectionTimeout', 3, 59) ?? 30) * 1000,
    speechThresholdMs: within('MachineDetectionSpeechThreshold', 1000, 6000) ?? 2400,
    speechEndThresholdMs: within('MachineDetectionSpeechEndThreshold', 500, 5000) ?? 1200,
    silenceTimeoutMs: within('MachineDetectionSilenceTimeout', 2000, 10_000) ?? 5000,
    isAsync: form.flag('AsyncAmd') ?? false,
    callback: form.target('AsyncAmdStatusCallback', 'AsyncAmdStatusCallbackMethod'),
  };
}
