import type { ApplicationNoun, ClientNoun, Dial, DialNoun, NamedValue, NumberNoun, SipNoun } from '@offhook/twiml';
import { applicationOf } from '../applications/application.ts';
import type { CallPlan, NewCall, Target } from '../call.ts';
import { personaNamedAt } from '../callers/far-end.ts';
import { noteCall } from '../exchange.ts';
import { addLeg, type EndpointMaker } from '../leg.ts';
import { ownEndpoint } from '../own-endpoint.ts';
import { dialable, isIdentity, partyOf, UnreadableParty } from '../telephone.ts';
import { callOf } from '../world.ts';
import { nameShown, numberShown } from './dial-caller-id.ts';
import { detectionOf, planOf, whisperOf } from './dial-plan.ts';
import type { Stage } from './outcome.ts';

/** Somebody whom `<Dial>` rings. */
export interface DialTarget {
  leg: Omit<NewCall, 'sid'>;
  endpoint?: EndpointMaker;
  whisper?: Target;
  sendDigits?: string;
}

const mostAtOnce = 10;
const alone: DialNoun['noun'][] = ['conference', 'queue', 'application'];

/** Whom the nouns of a `<Dial>` mean. What cannot be dialled is left out, and the call says why. */
export function targetsOf(stage: Stage, verb: Dial): DialTarget[] {
  const { nouns } = verb;
  if (nouns.length > 1 && nouns.some(({ noun }) => alone.includes(noun))) {
    warn(stage, 13_000, '<Conference>, <Queue> and <Application> stand alone in <Dial>; nobody is dialled');
    return [];
  }
  if (nouns.length === 0) warn(stage, 13_223, '<Dial> names nobody');
  if (nouns.length > mostAtOnce) {
    warn(stage, 13_215, `<Dial> rings ten at most; the other ${nouns.length - mostAtOnce} are not dialled`);
  }
  return nouns.slice(0, mostAtOnce).flatMap((noun) => targetOf(stage, verb, noun) ?? []);
}

function targetOf(stage: Stage, verb: Dial, noun: DialNoun): DialTarget | undefined {
  switch (noun.noun) {
    case 'number':
      return numberTarget(stage, verb, noun);
    case 'client':
      return clientTarget(stage, verb, noun);
    case 'sip':
      return sipTarget(stage, verb, noun);
    case 'application':
      return applicationTarget(stage, noun);
    case 'sim':
      return warn(stage, 13_258, 'The emulator has no SIM cards: <Sim> is not dialled');
    default:
      return warn(stage, 13_215, `The emulator does not dial <${noun.noun}>`);
  }
}

function numberTarget(stage: Stage, verb: Dial, noun: NumberNoun): DialTarget | undefined {
  const to = dialable(noun.number);
  if (!to) return warn(stage, 13_223, `${noun.number} is no telephone number`);
  const from = numberShown(stage, verb);
  if (from === undefined) return warn(stage, 13_214, callerIdRefused(verb));
  const { sendDigits } = noun;
  const isPressable = sendDigits === undefined || /^[0-9A-D*#wW]+$/.test(sendDigits);
  if (!isPressable) warn(stage, 13_222, `sendDigits cannot press ${sendDigits}`);
  const leg = childOf(stage, { from, to }, { ...planOf(stage, noun), detection: detectionOf(stage, noun) });
  return { leg, whisper: whisperOf(stage, noun), sendDigits: isPressable ? sendDigits : undefined };
}

function callerIdRefused({ callerId }: Dial): string {
  if (callerId === undefined) return 'A client that calls a telephone number must give a callerId';
  return `callerId ${callerId} is neither the caller's nor the called number, and not one that the account owns or verified`;
}

function clientTarget(stage: Stage, verb: Dial, noun: ClientNoun): DialTarget | undefined {
  const { identity } = noun;
  if (!isIdentity(identity)) return warn(stage, 31_105, `'${identity}' cannot be the identity of a client`);
  const plan = { ...planOf(stage, noun), parameters: valuesOf(noun.parameters) };
  const leg = childOf(stage, { from: nameShown(stage, verb), to: `client:${identity}` }, plan);
  return { leg, whisper: whisperOf(stage, noun) };
}

const mostUris = 5;

// The URIs are places of the same endpoint: the first is taken at which a persona is.
function sipTarget(stage: Stage, verb: Dial, noun: SipNoun): DialTarget | undefined {
  if (noun.uris.length > mostUris) warn(stage, 13_250, `<Sip> takes ${mostUris} URIs; the others are not tried`);
  if ((noun.username === undefined) !== (noun.password === undefined)) {
    warn(stage, 13_249, '<Sip> needs both username and password, or neither');
  }
  const byPriority = noun.uris.slice(0, mostUris).toSorted((one, other) => (one.priority ?? 0) - (other.priority ?? 0));
  const addresses = byPriority.flatMap(({ uri }) => sipAddress(stage, uri) ?? []);
  const to = addresses.find((address) => personaNamedAt(stage.exchange, address)) ?? addresses[0];
  if (to === undefined) return undefined;
  const plan = { ...planOf(stage, noun), detection: detectionOf(stage, noun), parameters: valuesOf(noun.headers) };
  const leg = childOf(stage, { from: nameShown(stage, verb), to }, plan);
  return { leg, whisper: whisperOf(stage, noun) };
}

function sipAddress(stage: Stage, uri: string): string | undefined {
  try {
    const { kind, address } = partyOf(/^sips?:/i.test(uri) ? uri : `sip:${uri}`);
    return kind === 'sip' ? address : undefined;
  } catch (error) {
    if (!(error instanceof UnreadableParty)) throw error;
    return warn(stage, 13_243, error.message);
  }
}

/** @see https://www.twilio.com/docs/voice/twiml/dial/application (read 2026-11-21) */
function applicationTarget(stage: Stage, noun: ApplicationNoun): DialTarget | undefined {
  const { exchange, line } = stage;
  const parent = callOf(exchange.world, line.callSid);
  const { applicationSid } = noun;
  const application = applicationOf(exchange, applicationSid);
  const isOpen = exchange.world.tables.applications.get(applicationSid)?.isPubliclyConnectable;
  if (!application || !(isOpen || application.accountSid === parent.accountSid)) {
    return warn(stage, 31_001, `There is no TwiML application '${applicationSid}' that this account may call`);
  }
  // Unconfirmed: that the parameters keep their names, and that the one for customerId is called so.
  const extra = { ...valuesOf(noun.parameters), CustomerId: noun.customerId ?? parent.accountSid };
  const to = noun.copyParentTo ? parent.to : `app:${applicationSid}`;
  const plan = { ...application, to, applicationSid, extra };
  return {
    leg: childOf(stage, { from: parent.from, to }, planOf(stage, noun)),
    endpoint: (leg) => ownEndpoint(exchange, leg, plan, addLeg),
    whisper: whisperOf(stage, noun),
  };
}

function childOf({ exchange, line }: Stage, parties: { from: string; to: string }, plan: CallPlan): DialTarget['leg'] {
  const { accountSid, sid: parentSid } = callOf(exchange.world, line.callSid);
  return { accountSid, parentSid, ...parties, direction: 'outbound-dial', plan };
}

function valuesOf(named: readonly NamedValue[] = []): Record<string, string> {
  return Object.fromEntries(named.map(({ name, value }) => [name, value]));
}

function warn({ exchange, line }: Stage, code: number, message: string): undefined {
  noteCall(exchange, line.callSid, { type: 'warned', code, message, level: 'warning' });
}
