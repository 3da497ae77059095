import { applicationOf } from '../applications/application.ts';
import type { CallbackEvent, CallPlan, DetectionPlan, NewCall, RecordingPlan } from '../call.ts';
import type { Exchange } from '../exchange.ts';
import { partiesFrom } from './call-parties.ts';
import { type Form, readForm } from './form.ts';
import { RestRefusal } from './refusals.ts';

export { partyFrom } from './call-parties.ts';

const known = [
  'To From Url Method FallbackUrl FallbackMethod Twiml StatusCallback StatusCallbackMethod StatusCallbackEvent Timeout',
  'TimeLimit Record RecordingChannels RecordingTrack RecordingStatusCallback RecordingStatusCallbackMethod',
  'RecordingStatusCallbackEvent Trim SendDigits MachineDetection MachineDetectionTimeout',
  'MachineDetectionSpeechThreshold MachineDetectionSpeechEndThreshold MachineDetectionSilenceTimeout AsyncAmd',
  'AsyncAmdStatusCallback AsyncAmdStatusCallbackMethod ApplicationSid CallerId CallToken',
  // Checked, and without effect: no carrier, no proxy and no handset of ours asks for them.
  'Byoc CallReason SipAuthUsername SipAuthPassword ClientNotificationUrl IfMachine',
].flatMap((line) => line.split(' '));

/** The call that a create request asks for. Refuses with Twilio's numbers. */
export function callFrom(exchange: Exchange, accountSid: string, params: URLSearchParams): Omit<NewCall, 'sid'> {
  const form = readForm(params, known);
  const { to, from, parameters, callerId } = partiesFrom(exchange, accountSid, form);
  refuseIdle(form);
  const plan = { ...runPlan(exchange, accountSid, form), callerId, parameters };
  return { accountSid, to, from, direction: 'outbound-api', plan };
}

function refuseIdle(form: Form): void {
  if (form.text('IfMachine') !== undefined) {
    throw new RestRefusal(400, 21207, 'IfMachine is no more; use MachineDetection');
  }
  const byoc = form.text('Byoc');
  if (byoc !== undefined && !/^BY[0-9a-f]{32}$/i.test(byoc)) {
    throw new RestRefusal(400, 20001, `Byoc must be the SID of a BYOC trunk, not '${byoc}'`);
  }
  const reason = form.text('CallReason');
  if (reason !== undefined && reason.length > 50) {
    throw new RestRefusal(400, 20001, 'CallReason must not be longer than 50 characters');
  }
  form.url('ClientNotificationUrl');
  refuseSipAuth(form.text('SipAuthUsername'), form.text('SipAuthPassword'));
}

function refuseSipAuth(name: string | undefined, password: string | undefined): void {
  const refuse = (text: string | undefined, what: string, tooLong: number, illegal: number) => {
    if ((text?.length ?? 0) >= 256) throw new RestRefusal(400, tooLong, `${what} must be fewer than 256 characters`);
    if (text !== undefined && /\p{Cc}/u.test(text))
      throw new RestRefusal(400, illegal, `${what} has illegal characters`);
  };
  refuse(name, 'SipAuthUsername', 21221, 21222);
  refuse(password, 'SipAuthPassword', 21223, 21224);
  if (name !== undefined && password === undefined) {
    throw new RestRefusal(400, 21225, 'SipAuthPassword is required when SipAuthUsername is given');
  }
}

/** What the call runs, and whom it tells: those of an application win over all that the request says of it. */
function runPlan(exchange: Exchange, accountSid: string, form: Form): CallPlan {
  const applicationSid = form.text('ApplicationSid');
  if (applicationSid === undefined) return planFrom(form);
  const application = applicationOf(exchange, applicationSid);
  if (application?.accountSid !== accountSid) {
    throw new RestRefusal(400, 21218, `ApplicationSid is invalid: the account has no application ${applicationSid}`);
  }
  const { document, fallback, status } = application;
  return { ...otherPlan(form), applicationSid, document, fallback, status };
}

/** How a request wants its call to go. One of `Url` and `Twiml` is needed. */
export function planFrom(form: Form): CallPlan {
  const document = form.target('Url', 'Method');
  const twiml = twimlFrom(form);
  if (!document && twiml === undefined) {
    throw new RestRefusal(
      400,
      21205,
      "Url parameter is required: none of 'Url', 'Twiml' and 'ApplicationSid' was given",
    );
  }
  return {
    ...otherPlan(form),
    document,
    // Url wins when both are given (warning 32019).
    twiml: document ? undefined : twiml,
    fallback: form.target('FallbackUrl', 'FallbackMethod'),
    status: statusFrom(form),
  };
}

/** Inline TwiML of at most 4000 characters (error 32018). */
export function twimlFrom(form: Form): string | undefined {
  const twiml = form.text('Twiml');
  if ((twiml?.length ?? 0) > 4000) throw new RestRefusal(400, 32018, 'Twiml must not be longer than 4000 characters');
  return twiml;
}

function otherPlan(form: Form): CallPlan {
  const sendDigits = form.text('SendDigits');
  if (sendDigits !== undefined && !/^[0-9A-D#*wW]{1,32}$/.test(sendDigits)) {
    throw new RestRefusal(400, 21206, `Invalid SendDigits: ${sendDigits}`);
  }
  return {
    ringTimeoutSeconds: form.integer('Timeout', { least: 1, most: 600, code: 21208 }) ?? 60,
    timeLimitSeconds: timeLimitFrom(form) ?? 14_400,
    sendDigits,
    recording: form.flag('Record') ? recordingFrom(form) : undefined,
    // SendDigits and detection exclude each other; Twilio lets the digits win.
    detection: sendDigits === undefined ? detectionFrom(form) : undefined,
  };
}

/** In seconds; what an account allows is unconfirmed. */
export function timeLimitFrom(form: Form): number | undefined {
  return form.integer('TimeLimit', { least: 1, most: 86_400, code: 20001 });
}

/** What Twilio takes, and notes on the call. */
export function warningsOf(
  params: URLSearchParams,
  { plan }: Omit<NewCall, 'sid'>,
): { code: number; message: string }[] {
  const warnings: { code: number; message: string }[] = [];
  if (params.get('Url') && params.get('Twiml')) {
    warnings.push({ code: 32019, message: 'Twiml and Url are both set; Url is used' });
  }
  if (plan.detection?.isAsync && !plan.detection.callback) {
    warnings.push({ code: 21262, message: 'AsyncAmd without AsyncAmdStatusCallback: nobody is told who answered' });
  }
  return warnings;
}

const events = ['initiated', 'ringing', 'answered', 'completed'] as const;

export function statusFrom(form: Form): CallPlan['status'] {
  const target = form.target('StatusCallback', 'StatusCallbackMethod');
  if (!target) return undefined;
  // "URLs must contain a valid hostname (underscores are not permitted)", Twilio's OpenAPI 2.6.7; the number is unconfirmed.
  if (new URL(target.url).hostname.includes('_')) {
    throw new RestRefusal(400, 21205, `StatusCallback is not a valid URL, its host has an underscore: ${target.url}`);
  }
  const asked = form.all('StatusCallbackEvent');
  const wanted: CallbackEvent[] = events.filter((event) => asked.includes(event));
  const unknown = asked.find((event) => !events.some((name) => name === event));
  if (unknown)
    throw new RestRefusal(400, 20001, `StatusCallbackEvent must be one of ${events.join(', ')}, not '${unknown}'`);
  return { ...target, events: asked.length === 0 ? ['completed'] : wanted };
}

const recordingEvents = ['in-progress', 'completed', 'absent'];

export function recordingFrom(form: Form): RecordingPlan {
  const target = form.target('RecordingStatusCallback', 'RecordingStatusCallbackMethod');
  const asked = form.all('RecordingStatusCallbackEvent');
  const unknown = asked.find((event) => !recordingEvents.includes(event));
  if (unknown) {
    const message = `RecordingStatusCallbackEvent must be of ${recordingEvents.join(', ')}, not '${unknown}'`;
    throw new RestRefusal(400, 20001, message);
  }
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
  const within = (name: string, least: number, most: number) => form.integer(name, { least, most, code: 21234 });
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
