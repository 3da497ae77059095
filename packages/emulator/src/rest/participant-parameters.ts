import { applicationOf } from '../applications/application.ts';
import type { NewCall } from '../call.ts';
import { type ConferenceCallback, conferenceEvents } from '../conference/conference.ts';
import type { Invitation } from '../conference/inviting.ts';
import { isLabel, mostParticipants } from '../conference/labels.ts';
import { musicAt } from '../conference/music.ts';
import type { Entrance } from '../conference/presence.ts';
import type { Exchange } from '../exchange.ts';
import { addLeg, type EndpointMaker } from '../leg.ts';
import { ownEndpoint } from '../own-endpoint.ts';
import { type Party, partyOf, UnreadableParty } from '../telephone.ts';
import { partyFrom, planFrom } from './call-parameters.ts';
import { type Form, readForm } from './form.ts';
import { RestRefusal } from './refusals.ts';

/** What a request to call somebody into a conference asks for. */
export interface ParticipantCall {
  call: Omit<NewCall, 'sid'>;
  invitation: Invitation;
  mostParticipants: number;
  /** Counts when the call opens the conference. */
  newRoom: { callback?: ConferenceCallback; region?: string };
  warnings: { code: number; message: string }[];
}

// Under their own names they mean the same as in a request for a call.
const ofCalls = [
  'StatusCallback StatusCallbackMethod StatusCallbackEvent Timeout TimeLimit Record RecordingChannels RecordingTrack',
  'RecordingStatusCallback RecordingStatusCallbackMethod RecordingStatusCallbackEvent Trim MachineDetection',
  'MachineDetectionTimeout MachineDetectionSpeechThreshold MachineDetectionSpeechEndThreshold',
  'MachineDetectionSilenceTimeout',
].flatMap((line) => line.split(' '));

const known = [
  ...ofCalls,
  ...[
    'From To CallerId Label Muted Beep StartConferenceOnEnter EndConferenceOnExit WaitUrl WaitMethod EarlyMedia',
    'MaxParticipants ConferenceRecord ConferenceTrim ConferenceStatusCallback ConferenceStatusCallbackMethod',
    'ConferenceStatusCallbackEvent ConferenceRecordingStatusCallback ConferenceRecordingStatusCallbackMethod',
    'ConferenceRecordingStatusCallbackEvent Coaching CallSidToCoach Region AmdStatusCallback AmdStatusCallbackMethod',
    // Accepted, and without effect on calls that leave no machine.
    'JitterBufferSize SipAuthUsername SipAuthPassword Byoc CallReason CallToken ClientNotificationUrl CallerDisplayName',
    'AsyncAmd AsyncAmdStatusCallback AsyncAmdStatusCallbackMethod',
  ].flatMap((line) => line.split(' ')),
];

/** The call and the entrance that a create request asks for. Refuses with Twilio's numbers. */
export function participantFrom(exchange: Exchange, accountSid: string, params: URLSearchParams): ParticipantCall {
  const form = readForm(params, known);
  const { endpoint, ...to } = targetOf(exchange, accountSid, form);
  return {
    call: callFrom(exchange, accountSid, { params, form, to }),
    invitation: { entrance: entranceFrom(params, form), hasEarlyMedia: form.flag('EarlyMedia') ?? true, endpoint },
    mostParticipants: form.integer('MaxParticipants', { least: 2, most: 250, code: 16002 }) ?? mostParticipants,
    newRoom: { callback: callbackFrom(form), region: form.text('Region') },
    warnings: params.has('AsyncAmd') || params.has('AsyncAmdStatusCallback') ? [asyncAmd] : [],
  };
}

const asyncAmd = { code: 21263, message: 'Participants have AmdStatusCallback instead of the AsyncAmd parameters' };

interface Target extends Omit<Party, 'kind'> {
  kind: Party['kind'] | 'application';
  endpoint?: EndpointMaker;
}

function targetOf(exchange: Exchange, accountSid: string, form: Form): Target {
  const to = form.text('To');
  if (to === undefined) throw new RestRefusal(400, 21201, "No 'To' number is specified");
  if (to.startsWith('app:')) return applicationTarget(exchange, accountSid, to);
  try {
    return partyOf(to);
  } catch (error) {
    if (error instanceof UnreadableParty) throw new RestRefusal(400, error.code, error.message);
    throw error;
  }
}

// `app:AP…?name=value`: the documents of the application talk to the conference, and get the values with their request.
function applicationTarget(exchange: Exchange, accountSid: string, to: string): Target {
  const [applicationSid = '', query = ''] = to.slice('app:'.length).split('?', 2);
  const application = applicationOf(exchange, applicationSid);
  if (application?.accountSid !== accountSid) throw new RestRefusal(400, 21218, `Invalid ApplicationSid: ${to}`);
  const address = `app:${applicationSid}`;
  const extra = Object.fromEntries(new URLSearchParams(query));
  const plan = { ...application, to: address, applicationSid, extra };
  return { kind: 'application', address, endpoint: (leg) => ownEndpoint(exchange, leg, plan, addLeg) };
}

function callFrom(
  exchange: Exchange,
  accountSid: string,
  { params, form, to }: { params: URLSearchParams; form: Form; to: Omit<Target, 'endpoint'> },
): Omit<NewCall, 'sid'> {
  const name = form.text('CallerId') ?? form.text('From');
  if (name === undefined) throw new RestRefusal(400, 21213, "No 'From' number is specified");
  // Only telephones must be called from a number of the account's: a SIP or client call may come from any name.
  const caller = readForm(new URLSearchParams({ From: name }), ['From']);
  const from = to.kind === 'number' ? partyFrom(exchange, accountSid, caller) : name;
  const plan = planFrom(readForm(callParameters(params, form), [...ofCalls, ...added]));
  const { address, parameters } = to;
  const asked = { ...plan, twiml: undefined, parameters };
  return { accountSid, to: address, from, direction: 'outbound-api', plan: asked };
}

const added = ['Twiml', 'AsyncAmd', 'AsyncAmdStatusCallback', 'AsyncAmdStatusCallbackMethod'];

// Detection is always in the background here; the document stands for none and is taken out again.
function callParameters(params: URLSearchParams, form: Form): URLSearchParams {
  form.integer('Timeout', { least: 5, most: 600, code: 21208 });
  const given = [...params].filter(([name]) => ofCalls.includes(name));
  const detection = { AsyncAmd: 'true', AsyncAmdStatusCallback: form.text('AmdStatusCallback') ?? '' };
  const method = { AsyncAmdStatusCallbackMethod: form.text('AmdStatusCallbackMethod') ?? '' };
  return new URLSearchParams([...given, ...Object.entries({ Twiml: '<Response/>', ...detection, ...method })]);
}

function entranceFrom(params: URLSearchParams, form: Form): Entrance {
  const label = form.text('Label');
  if (label !== undefined && !isLabel(label)) {
    throw new RestRefusal(400, 16024, `${label} is no label: at most 128 characters, no slash, not a call SID`);
  }
  const beep = form.word('Beep', ['true', 'false', 'onEnter', 'onExit'] as const) ?? 'true';
  const waitUrl = params.get('WaitUrl') === '' ? '' : form.url('WaitUrl');
  return {
    label,
    isMuted: form.flag('Muted') ?? false,
    coachedCallSid: coachedIn(params) ?? undefined,
    startsOnEnter: form.flag('StartConferenceOnEnter') ?? true,
    endsOnExit: form.flag('EndConferenceOnExit') ?? false,
    beeps: { onEnter: beep === 'true' || beep === 'onEnter', onExit: beep === 'true' || beep === 'onExit' },
    wait: musicAt(waitUrl, form.method('WaitMethod')),
    recording: recordingFrom(form),
  };
}

/** Whom somebody is to coach; null when the coaching is to end, undefined when nothing is said of it. */
export function coachedIn(params: URLSearchParams): string | null | undefined {
  const callSid = params.get('CallSidToCoach') || undefined;
  const coaching = params.get('Coaching')?.toLowerCase();
  if (coaching === 'false') return null;
  if (coaching === 'true' && callSid === undefined) {
    throw new RestRefusal(400, 20001, 'Coaching needs CallSidToCoach');
  }
  return callSid;
}

// Unlike TwiML's record, this one is also spelled true and false.
function recordingFrom(form: Form): Entrance['recording'] {
  const record = form.word('ConferenceRecord', ['true', 'false', 'record-from-start', 'do-not-record'] as const);
  if (record !== 'true' && record !== 'record-from-start') return undefined;
  const target = form.target('ConferenceRecordingStatusCallback', 'ConferenceRecordingStatusCallbackMethod');
  const asked = form.all('ConferenceRecordingStatusCallbackEvent');
  return {
    plan: {
      channels: 1,
      track: 'both',
      trim: form.word('ConferenceTrim', ['trim-silence', 'do-not-trim'] as const) !== 'do-not-trim',
      callback: target && { ...target, events: asked.length === 0 ? ['completed'] : asked },
    },
  };
}

function callbackFrom(form: Form): ConferenceCallback | undefined {
  const target = form.target('ConferenceStatusCallback', 'ConferenceStatusCallbackMethod');
  if (!target) return undefined;
  const asked = form.all('ConferenceStatusCallbackEvent');
  const unknown = asked.find((event) => !conferenceEvents.some((known) => known === event));
  if (unknown) {
    const message = `ConferenceStatusCallbackEvent must be of ${conferenceEvents.join(', ')}, not '${unknown}'`;
    throw new RestRefusal(400, 16002, message);
  }
  const events = conferenceEvents.filter((event) => asked.includes(event));
  return { ...target, events: asked.length === 0 ? ['start', 'end'] : events };
}
