import { withAddresses } from '@offhook/flow';
import { printTwiml, type Verb } from '@offhook/twiml';
import { readTestCall } from '#features/flows';
import {
  type Answered,
  type Answering,
  type IncomingCall,
  recordFromHere,
  redacted,
  withoutSecrets,
} from '#features/inbound';
import { CallSid, type CarrierEvent, readWebhook } from '#providers/carrier';
import { Refusal } from '#runtime/refusal';
import type { RequestSpool } from '#runtime/request-spool';
import type { Context } from '../../context.ts';
import type { HolderOf } from './actions/holder-of.ts';
import type { Answer, Incoming, Ingest } from './actions/ingest.ts';
import { writeOrSpool, writingMs } from './actions/spooled.ts';
import { takeInboundCall } from './actions/take-inbound.ts';
import { flowAddresses, screenedUrl } from './links.ts';
import type { Proven } from './signed-webhooks.ts';

/** What the documents of calls that come in need. */
export interface InboundDoor {
  ctx: Context;
  ingest: Ingest;
  answering: Answering;
  spool: RequestSpool;
  /** Whose number it is, of the workspaces that share an account. */
  holderOf: HolderOf;
}

type Request = Incoming['request'];

const hangUp: Verb[] = [{ verb: 'hangup' }];

/** The first document of a call that comes in. */
export async function takeInbound(door: InboundDoor, proven: Proven, about: Request): Promise<Answer> {
  const { ctx, answering } = door;
  const call = await incomingCall(door, proven, about.url);
  const answered = await answering.first(call, about.startedAt);
  const answer = documentOf(ctx, call, answered);
  const inbound = {
    tenantId: call.tenantId,
    connectionId: proven.connection.id,
    simulated: proven.connection.simulated,
    sid: call.sid,
    from: call.caller,
    to: call.called,
    at: ctx.clock.now(),
    wantsRecording: answered.recording !== null,
    isAnswered: !onlyRings(answered),
    step: answered.step,
    request: { ...about, milliseconds: performance.now() - about.startedAt },
    answer,
  };
  await writeOrSpool(door, { tenantId: call.tenantId, later: { kind: 'inbound', inbound } }, () =>
    takeInboundCall(ctx, inbound),
  );
  return answer;
}

/** Every document after it. What it says follows from the address that was asked for and from what the caller did. */
export async function takeFlowStep(door: InboundDoor, proven: Proven, about: Request): Promise<Answer> {
  const { ctx, answering } = door;
  const flow = proven.token?.flow;
  if (!flow?.session) throw new Refusal('webhooks.not_understood', { problem: 'the address' });
  const answered = await answering.next({ ...flow, session: flow.session }, proven.params, about.startedAt);
  const isAnswered = proven.params.CallStatus === 'in-progress';
  const event = { kind: 'flow-step' as const, at: ctx.clock.now(), step: answered.step, isAnswered };
  const body = flow.isSecret ? withoutSecrets(about.body) : about.body;
  const [answer, kept] = [documentOf(ctx, flow, answered), documentOf(ctx, flow, withoutValues(answered))];
  return written(door, flow, { event, about: { ...about, body }, answer, kept });
}

/** Whoever picked up is told that a call waits, and takes it with 1: a machine presses nothing. */
export async function takeScreening(
  door: InboundDoor,
  proven: Proven,
  about: Request & { kind: 'screening' | 'screened'; token: string },
): Promise<Answer> {
  const flow = proven.token?.flow;
  const read = readWebhook(about.kind === 'screening' ? 'whisper' : 'accept', proven.params, door.ctx.clock.now());
  if (!flow || 'problem' in read) throw new Refusal('webhooks.not_understood', { problem: 'the address' });
  const verbs =
    about.kind === 'screening'
      ? askingToTake(flow.caller, screenedUrl(door.ctx, about.token))
      : proven.params.Digits === '1'
        ? []
        : hangUp;
  const { token, ...request } = about;
  return written(door, flow, { event: read.event, about: request, answer: twiml(verbs) });
}

const acceptSeconds = 10;

function askingToTake(caller: string, action: string): Verb[] {
  const from = /^\+\d+$/.test(caller) ? ` from ${[...caller.slice(1)].join(' ')}` : '';
  const text = `Incoming call${from}. Press 1 to take it.`;
  return [
    { verb: 'gather', numDigits: 1, timeout: acceptSeconds, action, prompts: [{ verb: 'say', text }] },
    ...hangUp,
  ];
}

interface Step {
  event: CarrierEvent;
  about: Request;
  answer: Answer;
  /** As it may be written down; left out, as it is. */
  kept?: Answer;
}

async function written(
  door: InboundDoor,
  { tenantId, sid }: { tenantId: IncomingCall['tenantId']; sid: string },
  { event, about, answer, kept = answer }: Step,
): Promise<Answer> {
  const receivedAt = door.ctx.clock.now();
  const report = { tenantId, attemptId: undefined, sid, event, receivedAt, source: 'webhook' as const };
  const hung = twiml(hangUp);
  const result = { isWanted: true };
  const incoming: Incoming = {
    report,
    request: about,
    isUrgent: true,
    patienceMs: writingMs,
    answer(outcome) {
      result.isWanted = outcome.outcome === 'unbound' || outcome.call.hangUpWantedAt === null;
      return result.isWanted ? kept : hung;
    },
  };
  const spoolable = { report, request: { ...about, milliseconds: performance.now() - about.startedAt }, answer: kept };
  await writeOrSpool(door, { tenantId, later: { kind: 'report', ...spoolable } }, () => door.ingest.take(incoming));
  return result.isWanted ? answer : hung;
}

const NumberOrName = 80;

async function incomingCall(door: InboundDoor, proven: Proven, url: string): Promise<IncomingCall> {
  const { ctx } = door;
  const { connection, params } = proven;
  const sid = CallSid.safeParse(params.CallSid);
  const { From: caller, To: called } = params;
  if (!sid.success || !caller || !called || caller.length > NumberOrName || called.length > NumberOrName) {
    throw new Refusal('webhooks.not_understood', { problem: 'CallSid, From and To' });
  }
  const token = URL.canParse(url) ? new URL(url).searchParams.get('flow') : null;
  const tried = token === null ? undefined : readTestCall(ctx, token);
  const call = { sid: sid.data, caller, called };
  if (tried) return { ...call, tenantId: tried.tenantId, versionId: tried.versionId };
  return { ...call, tenantId: await door.holderOf(connection, called) };
}

/** The same document as it may be read later. */
function withoutValues(answered: Answered): Answered {
  return { ...answered, verbs: redacted(answered.verbs, answered.session) };
}

function documentOf(
  ctx: Context,
  call: Pick<IncomingCall, 'tenantId' | 'sid' | 'caller' | 'called'>,
  { verbs, session, recording, asksInSecret, longestSeconds }: Answered,
): Answer {
  const addresses = flowAddresses(ctx, call, { session, isSecret: asksInSecret });
  const spoken = withAddresses(verbs, addresses).map((verb) =>
    verb.verb === 'dial' ? { ...verb, timeLimit: longestSeconds } : verb,
  );
  if (!recording) return twiml(spoken);
  const reportUrl = addresses.recording();
  if (recording.announcement === '')
    return twiml(
      onlyRings({ verbs }) ? recordedOnceTaken(spoken, reportUrl) : [...recordFromHere(reportUrl), ...spoken],
    );
  return twiml([{ verb: 'say', text: recording.announcement }, ...recordFromHere(reportUrl), ...spoken]);
}

/** The carrier leaves a call unanswered whose first verb rings somebody else. */
function onlyRings({
  verbs,
  recording = null,
}: {
  verbs: readonly Verb[];
  recording?: Answered['recording'];
}): boolean {
  return verbs[0]?.verb === 'dial' && !recording?.announcement;
}

// A call that is not answered cannot be recorded yet: its recording begins with the conversation.
function recordedOnceTaken(verbs: Verb[], reportUrl: string): Verb[] {
  return verbs.map((verb) =>
    verb.verb === 'dial'
      ? {
          ...verb,
          record: 'record-from-answer-dual' as const,
          recordingStatusCallback: reportUrl,
          recordingStatusCallbackEvent: ['in-progress', 'completed', 'absent'],
        }
      : verb,
  );
}

function twiml(verbs: Verb[]): Answer {
  return { status: 200, body: printTwiml(verbs) };
}

/** The document that stands in for one that the carrier could not use, where a caller came in. */
export async function insteadForCaller(door: InboundDoor, proven: Proven): Promise<Answer> {
  const call = await incomingCall(door, proven, '');
  return documentOf(door.ctx, call, await door.answering.instead(call));
}
