import {
  type FlowEffect,
  type FlowGraph,
  type FlowInput,
  type FlowRun,
  type FlowSession,
  kindOf,
  kinds,
  newSession,
  type Passage,
  runFlow,
  type Surroundings,
} from '@offhook/flow';
import type { Id } from '@offhook/kit';
import type { Verb } from '@offhook/twiml';
import { versionGraph } from '#features/flows';
import type { FlowStep } from '#providers/carrier';
import type { Context } from '../../../context.ts';
import { heardWords, inputOf } from '../heard.ts';
import { emergency, graphOfRoute, wayIn } from '../way-in.ts';
import { fetchForFlow } from './fetch-outside.ts';
import { type House, makeHouses } from './read-house.ts';
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
  /** What was pressed or said there must not be written down. */
  isSensitive: boolean;
  /** Null: not recorded. */
  recording: { announcement: string } | null;
}

/** Decides what callers hear. Reads what it can, and does without what it cannot: it writes nothing. */
export interface Answering {
  first(call: IncomingCall): Promise<Answered>;
  next(token: FlowToken & { session: FlowSession }, params: Readonly<Record<string, string>>): Promise<Answered>;
  /** After a document of ours failed: words and voicemail. */
  instead(call: IncomingCall): Promise<Answered>;
}

/** Rules of whoever dials: false for a number that must not be rung from `from` for `caller`. */
export type MayRing = (leg: { to: string; from: string; caller: string }) => boolean;

interface Needs {
  ctx: Context;
  shelf: Map<string, FlowGraph>;
  mayRing: MayRing;
}

export function makeAnswering(ctx: Context, mayRing: MayRing): Answering {
  const needs: Needs = { ctx, shelf: new Map(), mayRing };
  const houseOf = makeHouses(ctx);
  return {
    async first(call) {
      const house = await houseOf(call.tenantId);
      const around = surroundings(needs, house, call);
      const way = call.versionId
        ? { version: call.versionId, graph: null }
        : wayIn(call.called, around, { flowsAnswer: house.flowsAnswer });
      const session = newSession(way.version, call);
      const answered = await answer(needs, call.tenantId, { session, input: undefined, around, waitedMs: 0 });
      return { ...answered, recording: recordingOf(house, call.called) };
    },
    async next(token, params) {
      const { tenantId, session, at } = token;
      const around = surroundings(needs, await houseOf(tenantId), token);
      const waitedMs = ctx.clock.nowMs() - at.getTime();
      const input = inputOf(params);
      if (isFinal(params.CallStatus) && input.kind !== 'recorded') return hungUp(needs, session, waitedMs);
      return answer(needs, tenantId, { session, input, around, waitedMs });
    },
    async instead(call) {
      const around = surroundings(needs, await houseOf(call.tenantId), call);
      return voicemailInstead(needs, call.tenantId, around, {
        session: newSession(null, call),
        waitedMs: 0,
        problem: 'A document could not be used by the carrier.',
      });
    },
  };
}

const finals = ['completed', 'busy', 'failed', 'no-answer', 'canceled'];

/** Whoever hung up hears nothing more; what they left is still told. */
function isFinal(status: string | undefined): boolean {
  return status !== undefined && finals.includes(status);
}

function surroundings(
  { ctx, mayRing }: Needs,
  { directory }: House,
  { caller, called }: { caller: string; called: string },
): Surroundings {
  const at = ctx.clock.now();
  return { at, caller, called, directory, mayRing: (to) => mayRing({ to, from: called, caller }) };
}

function recordingOf(house: House, called: string): Answered['recording'] {
  const isRecorded = house.recorded.get(called) ?? house.recordsByDefault;
  return isRecorded ? { announcement: house.announcement } : null;
}

interface From {
  session: FlowSession;
  input: FlowInput | undefined;
  around: Surroundings;
  waitedMs: number;
}

async function answer(needs: Needs, tenantId: Id<'workspace'>, from: From): Promise<Answered> {
  const { session, input, around, waitedMs } = from;
  try {
    const { run, requests } = await runToItsEnd(needs, tenantId, session, input, around);
    const isSensitive = sensitive(needs, session);
    const step: FlowStep = {
      number: session.documents,
      path: named(needs, run.path),
      heard: input ? heardWords(input, isSensitive) : null,
      waitedSeconds: Math.round(waitedMs / 1000),
      message: messageIn(run.effects),
      requests,
      problem: null,
    };
    return { verbs: run.verbs, session: run.session, step, isSensitive, recording: null };
  } catch (error) {
    needs.ctx.log.error({ err: error }, 'a flow could not go on: voicemail takes over');
    const problem = error instanceof Error ? error.message : String(error);
    return voicemailInstead(needs, tenantId, around, { session, waitedMs, problem });
  }
}

async function voicemailInstead(
  needs: Needs,
  tenantId: Id<'workspace'>,
  around: Surroundings,
  { session, waitedMs, problem }: { session: FlowSession; waitedMs: number; problem: string },
): Promise<Answered> {
  const { version } = emergency(around.called, around.directory);
  const afresh = { ...newSession(version, around), documents: session.documents };
  const { run, requests } = await runToItsEnd(needs, tenantId, afresh, undefined, around);
  const sorry: Verb = { verb: 'say', text: 'We are sorry, something went wrong on our side.' };
  const waitedSeconds = Math.round(waitedMs / 1000);
  const step: FlowStep = {
    number: session.documents,
    path: named(needs, run.path),
    heard: null,
    waitedSeconds,
    message: null,
    requests,
    problem,
  };
  return { verbs: [sorry, ...run.verbs], session: run.session, step, isSensitive: false, recording: null };
}

function hungUp(needs: Needs, session: FlowSession, waitedMs: number): Answered {
  const step: FlowStep = {
    number: session.documents,
    path: session.at === null ? [] : named(needs, [{ version: session.version, nodeId: session.at, exit: null }]),
    heard: { kind: 'hung-up' },
    waitedSeconds: Math.round(waitedMs / 1000),
    message: null,
    requests: [],
    problem: null,
  };
  return { verbs: [{ verb: 'hangup' }], session, step, isSensitive: false, recording: null };
}

/** Other systems may take so long in all, while the caller hears nothing. */
const requestsMs = 2800;
const mostRequests = 5;

/** The flow until it waits for the carrier or ends: what it asks of other systems is asked on the way. */
async function runToItsEnd(
  needs: Needs,
  tenantId: Id<'workspace'>,
  from: FlowSession,
  heard: FlowInput | undefined,
  around: Surroundings,
): Promise<{ run: FlowRun; requests: FlowStep['requests'] }> {
  const verbs: Verb[] = [];
  const effects: FlowEffect[] = [];
  const path: Passage[] = [];
  const requests: FlowStep['requests'][number][] = [];
  let leftMs = requestsMs;
  let session = from;
  let input = heard;
  for (;;) {
    const run = await runKnowing(needs, tenantId, { session, input, around });
    verbs.push(...run.verbs);
    effects.push(...run.effects);
    path.push(...run.path);
    const asked = run.effects.findLast((effect) => effect.effect === 'http-request');
    if (run.state !== 'asks' || !asked) return { run: { ...run, verbs, effects, path }, requests };
    // It is passed once, when it has its answer.
    path.pop();
    const mayAsk = requests.length < mostRequests;
    const { input: answered, report } = await fetchForFlow(needs.ctx, asked.request, mayAsk ? leftMs : 0);
    leftMs -= report.milliseconds;
    requests.push(report);
    session = run.session;
    input = answered;
  }
}

/** Flows lead on into others, which are known only when they run: what was missing is read, and the run begins anew. */
async function runKnowing(
  { ctx, shelf }: Needs,
  tenantId: Id<'workspace'>,
  given: Omit<From, 'waitedMs'>,
): Promise<FlowRun> {
  const gone = new Set<string>();
  for (;;) {
    const missing: string[] = [];
    const graphOf = (version: string | null) => {
      if (version === null) return undefined;
      const graph = graphOfRoute(version) ?? shelf.get(version);
      if (!graph && !gone.has(version)) missing.push(version);
      return graph;
    };
    const run = attempt(() => runFlow({ graphOf, ...given }));
    const [version] = missing;
    if (version === undefined) return run();
    const graph = await ctx.db.asTenant(tenantId, (tx) => versionGraph(tx, version));
    if (graph) putOnShelf(shelf, version, graph);
    else gone.add(version);
  }
}

/** The result, or what was thrown, for whoever asks later. */
function attempt<T>(work: () => T): () => T {
  try {
    const result = work();
    return () => result;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

const mostVersions = 500;

/** Published versions never change: what was read once is good for ever. */
function putOnShelf(shelf: Map<string, FlowGraph>, version: string, graph: FlowGraph): void {
  const oldest = shelf.size >= mostVersions ? shelf.keys().next().value : undefined;
  if (oldest !== undefined) shelf.delete(oldest);
  shelf.set(version, graph);
}

/** The path with what people call its nodes: by then the flow may look different. */
function named({ shelf }: Needs, path: readonly Passage[]): FlowStep['path'] {
  return path.map((passage) => {
    const { version, nodeId } = passage;
    const graph = version === null ? undefined : (shelf.get(version) ?? graphOfRoute(version));
    const node = graph?.nodes.find(({ id }) => id === nodeId);
    return { ...passage, name: node?.name ?? labelOf(node?.type) ?? nodeId };
  });
}

function labelOf(type: string | undefined): string | undefined {
  return type === undefined ? undefined : kindOf(kinds, type)?.label;
}

function sensitive({ shelf }: Needs, { version, at }: FlowSession): boolean {
  const node = version === null ? undefined : shelf.get(version)?.nodes.find(({ id }) => id === at);
  return node?.data.sensitive === true;
}

function messageIn(effects: readonly FlowEffect[]): FlowStep['message'] {
  const message = effects.find((effect) => effect.effect === 'take-message');
  return message ? { boxId: message.boxId, recordingSid: message.recordingSid, seconds: message.seconds } : null;
}
