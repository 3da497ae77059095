import {
  type FlowEffect,
  type FlowInput,
  type FlowSession,
  newSession,
  type Passage,
  type Surroundings,
} from '@offhook/flow';
import type { Id } from '@offhook/kit';
import type { Verb } from '@offhook/twiml';
import { legsRefused } from '#features/compliance';
import type { FlowStep } from '#providers/carrier';
import type { Tx } from '#runtime/database/database';
import { inTime } from '#runtime/in-time';
import type { Context } from '../../../context.ts';
import { heardWords, inputOf } from '../heard.ts';
import { asksInSecret, namedPath } from '../passages.ts';
import { emergency, type WayIn, wayIn } from '../way-in.ts';
import { rememberAnswers } from './answered-before.ts';
import { type House, makeHouses } from './read-house.ts';
import { makeShelf, runOnce, runToItsEnd, type Shelf } from './run-to-its-end.ts';
import type { FlowToken } from './session-token.ts';

/** A call that comes in, as the carrier announces it. */
export interface IncomingCall {
  tenantId: Id<'workspace'>;
  sid: string;
  caller: string;
  called: string;
  /** A version that somebody tries out, whatever the number's route says. */
  versionId?: string | undefined;
}

/** A document of a flow, before its addresses are filled in, and what it was decided from. */
export interface Answered {
  verbs: readonly Verb[];
  /** Where the call stands after it. */
  session: FlowSession;
  step: FlowStep;
  /** What comes next must not be written down. */
  asksInSecret: boolean;
  /** Null: not recorded. */
  recording: { announcement: string } | null;
  /** No leg that is dialled lasts longer. */
  longestSeconds: number;
}

/** Decides what callers hear. Reads what it can, and does without what it cannot: it writes nothing. */
export interface Answering {
  /** `startedAt` of the request, by `performance.now()`: the answer has to be there within some seconds. */
  first(call: IncomingCall, startedAt: number): Promise<Answered>;
  next(token: OpenToken, params: Readonly<Record<string, string>>, startedAt: number): Promise<Answered>;
  /** After a document of ours failed: words and voicemail. */
  instead(call: IncomingCall): Promise<Answered>;
}

type OpenToken = FlowToken & { session: FlowSession };

/** What answering asks of whoever keeps calls. */
export interface CallPowers {
  /** How many calls between the two are under way. */
  liveBetween: (tx: Tx, numbers: { caller: string; called: string }) => Promise<number>;
}

interface Needs {
  ctx: Context;
  shelf: Shelf;
  powers: CallPowers;
}

export function makeAnswering(ctx: Context, powers: CallPowers): Answering {
  const needs: Needs = { ctx, shelf: makeShelf(), powers };
  const houseOf = makeHouses(ctx);
  const once = rememberAnswers<Answered>(ctx.clock);
  return {
    first: (call, startedAt) =>
      once(`${call.sid} first`, async () => {
        const house = await houseOf(call.tenantId);
        const { way, problem } = await wayOf(needs, house, call);
        const session = newSession(way.version, call);
        const from = { needs, house, call, session, waitedMs: 0, isSecret: false, startedAt };
        if (problem) return voicemailInstead(from, problem);
        const answered = await answer(from, undefined);
        return { ...answered, recording: recordingOf(needs, house, call.called, session) };
      }),
    next: (token, params, startedAt) =>
      once(`${token.sid} ${token.session.documents}`, async () => {
        const input = inputOf(params);
        const isBeginning = token.session.documents === 0;
        const house = await houseOf(token.tenantId).catch(() => undefined);
        const waitedMs = ctx.clock.nowMs() - token.at.getTime();
        const { session, isSecret } = token;
        if (!house) return withoutHouse(token, input, waitedMs);
        const from = { needs, house, call: token, session, waitedMs, isSecret, startedAt };
        return isFinal(params.CallStatus) ? hungUp(from, input) : answer(from, isBeginning ? undefined : input);
      }),
    async instead(call) {
      const house = await houseOf(call.tenantId);
      const session = newSession(null, call);
      const from = { needs, house, call, session, waitedMs: 0, isSecret: false, startedAt: performance.now() };
      return voicemailInstead(from, 'A document could not be used by the carrier.');
    },
  };
}

/** A call, where it stands, and what is known of its workspace. */
interface From {
  needs: Needs;
  house: House;
  call: Pick<IncomingCall, 'tenantId' | 'caller' | 'called'>;
  session: FlowSession;
  waitedMs: number;
  /** What was heard at the node that waited is never written down. */
  isSecret: boolean;
  startedAt: number;
}

const finals = ['completed', 'busy', 'failed', 'no-answer', 'canceled'];

function isFinal(status: string | undefined): boolean {
  return status !== undefined && finals.includes(status);
}

/**
 * So many calls from one number to another at once are a circle: somebody outside sends them back to us. A company may
 * call with one number for all its people, but our own numbers only call when we send a call on.
 */
const mostBetween = { ours: 3, others: 25 };
const countingMs = 300;

async function wayOf(
  { ctx, powers }: Needs,
  house: House,
  call: IncomingCall,
): Promise<{ way: WayIn; problem?: string }> {
  const around = { at: ctx.clock.now(), caller: call.caller, directory: house.directory };
  if (call.versionId) return { way: { version: call.versionId, graph: null } };
  const way = wayIn(call.called, around, { flowsAnswer: house.flowsAnswer });
  const most = call.caller in house.directory.numbers ? mostBetween.ours : mostBetween.others;
  const counting = ctx.db.asTenant(call.tenantId, (tx) => powers.liveBetween(tx, call));
  const live = await inTime(ctx.clock, countingMs, counting).catch(() => 0);
  return live < most ? { way } : { way, problem: 'Calls between these two numbers go round in a circle.' };
}

function surroundings({ needs: { ctx }, house, call: { caller, called } }: From): Surroundings {
  const mayRing = (to: string) => house.mayRing({ to, from: called, caller });
  return { at: ctx.clock.now(), caller, called, directory: house.directory, mayRing };
}

/**
 * Of numbers outside those that must not be rung, as of this moment: who asked not to be called, and whoever calls too
 * much. Our own people may always be. Not knowing it in time keeps nobody from being put through.
 */
async function refusedLegs(
  { needs: { ctx }, house, call }: From,
  numbers: readonly string[],
): Promise<ReadonlySet<string>> {
  const own = new Set(Object.values(house.directory.people).map(({ phone }) => phone));
  const outside = numbers.filter((number) => !own.has(number) && !(number in house.directory.numbers));
  if (outside.length === 0) return new Set();
  const asking = ctx.db.asTenant(call.tenantId, (tx) => legsRefused(ctx, tx, call.tenantId, outside));
  return inTime(ctx.clock, countingMs, asking).catch(() => new Set());
}

/** A flow that asks for secrets is recorded only where the number says so itself. */
function recordingOf({ shelf }: Needs, house: House, called: string, { version }: FlowSession): Answered['recording'] {
  const own = house.recorded.get(called);
  const hasSecrets = shelf.get(version)?.nodes.some(({ data }) => data.sensitive === true) ?? false;
  return (own ?? (house.recordsByDefault && !hasSecrets)) ? { announcement: house.announcement } : null;
}

/** A caller has been waiting since the request came; the rest of the time is for writing down. */
const documentMs = 3300;
const longestRequestsMs = 2800;

async function answer(from: From, input: FlowInput | undefined): Promise<Answered> {
  const { needs, session } = from;
  const requestsMs = Math.max(0, Math.min(longestRequestsMs, documentMs - (performance.now() - from.startedAt)));
  const around = surroundings(from);
  try {
    const { tenantId } = from.call;
    const { run, requests } = await runToItsEnd(needs.ctx, needs.shelf, {
      tenantId,
      session,
      input,
      around,
      requestsMs,
      refusedLegs: (numbers) => refusedLegs(from, numbers),
    });
    const step = { ...stepOf(from, input, run.path), message: messageIn(run.effects), requests };
    return answeredWith(from, run.session, run.verbs, step);
  } catch (error) {
    needs.ctx.log.error({ err: error }, 'a flow could not go on: voicemail takes over');
    return voicemailInstead(from, error instanceof Error ? error.message : String(error));
  }
}

async function voicemailInstead(from: From, problem: string): Promise<Answered> {
  const { needs, house, call, session } = from;
  const { version } = emergency(call.called, house.directory);
  const afresh = { ...newSession(version, call), documents: session.documents };
  const given = { tenantId: call.tenantId, session: afresh, input: undefined, around: surroundings(from) };
  const run = await runOnce(needs.ctx, needs.shelf, given);
  const sorry: Verb = { verb: 'say', text: 'We are sorry, something went wrong on our side.' };
  return answeredWith(from, run.session, [sorry, ...run.verbs], { ...stepOf(from, undefined, run.path), problem });
}

/** Whoever hung up hears nothing more, and goes nowhere; what they left is still told. */
async function hungUp(from: From, input: FlowInput): Promise<Answered> {
  const { needs, call, session } = from;
  const stayed = session.at === null ? [] : [{ version: session.version, nodeId: session.at, exit: null }];
  const hangup: Verb[] = [{ verb: 'hangup' }];
  if (input.kind !== 'recorded') {
    const step = { ...stepOf(from, undefined, stayed), heard: { kind: 'hung-up' } };
    return answeredWith(from, session, hangup, step);
  }
  const given = { tenantId: call.tenantId, session, input, around: surroundings(from) };
  const run = await runOnce(needs.ctx, needs.shelf, given).catch(() => undefined);
  const message = run ? messageIn(run.effects) : messageFor(session, input);
  const step = { ...stepOf(from, input, run ? run.path.slice(0, 1) : stayed), message };
  return answeredWith(from, session, hangup, step);
}

/** Nothing is known of the workspace: after a start while the database is away. What was left is kept all the same. */
function withoutHouse({ session, isSecret }: OpenToken, input: FlowInput, waitedMs: number): Answered {
  const message = messageFor(session, input);
  const text = message
    ? 'Thank you, your message was saved. Goodbye.'
    : 'We are sorry, something went wrong on our side. Please try again later. Goodbye.';
  const step: FlowStep = {
    number: session.documents,
    path: [],
    heard: heardWords(input, isSecret),
    waitedSeconds: Math.round(waitedMs / 1000),
    message,
    requests: [],
    problem: 'Nothing could be read about the workspace.',
  };
  const verbs: Verb[] = [{ verb: 'say', text }, { verb: 'hangup' }];
  return { verbs, session, step, asksInSecret: false, recording: null, longestSeconds: 0 };
}

function stepOf(
  { needs, session, waitedMs, isSecret }: From,
  input: FlowInput | undefined,
  path: readonly Passage[],
): FlowStep {
  return {
    number: session.documents,
    path: namedPath(path, (version) => needs.shelf.get(version), isSecret),
    heard: input ? heardWords(input, isSecret) : null,
    waitedSeconds: Math.round(waitedMs / 1000),
    message: null,
    requests: [],
    problem: null,
  };
}

function answeredWith({ needs, house }: From, session: FlowSession, verbs: readonly Verb[], step: FlowStep): Answered {
  return {
    verbs,
    session,
    step,
    asksInSecret: asksInSecret(needs.shelf.get(session.version), session.at),
    recording: null,
    longestSeconds: house.longestCallSeconds,
  };
}

function messageIn(effects: readonly FlowEffect[]): FlowStep['message'] {
  const message = effects.find((effect) => effect.effect === 'take-message');
  return message ? { boxId: message.boxId, recordingSid: message.recordingSid, seconds: message.seconds } : null;
}

function messageFor({ memo }: FlowSession, input: FlowInput): FlowStep['message'] {
  if (memo.box === undefined || input.kind !== 'recorded') return null;
  return { boxId: memo.box, recordingSid: input.sid, seconds: input.seconds };
}
