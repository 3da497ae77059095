import { printTwiml, type Verb } from '@offhook/twiml';
import type { FlowEffect, FlowInput, FlowSession, Surroundings } from './node-kind.ts';
import { FlowCannotRun } from './problem.ts';
import { type FlowRun, type Passage, type RunFrom, runFlow } from './run.ts';
import { newSession } from './session.ts';

/** What a simulated caller, or the world around the call, does at each question. */
export type SimulatedAct =
  | { do: 'press'; digits: string }
  | { do: 'speak'; text: string }
  | { do: 'wait' }
  | { do: 'dialled'; outcome: 'answered' | 'busy' | 'no-answer' | 'failed' }
  | { do: 'leave-message'; seconds: number }
  | { do: 'fetched'; status: number; body?: unknown }
  | { do: 'hang-up' };

/** What a document ends with, and so which acts make sense next. */
export type Awaited = 'keys' | 'speech' | 'dial' | 'record' | 'fetch';

/** One document of a simulated call. */
export interface SimulatedStep {
  /** What the flow was given to make it; undefined for the first. */
  input: FlowInput | undefined;
  path: readonly Passage[];
  verbs: readonly Verb[];
  /** As the carrier reads it, with symbolic addresses such as `flow:here`. */
  twiml: string;
  /** Also of requests that were made while this document was. */
  effects: readonly FlowEffect[];
  session: FlowSession;
  /** Null when the call is over. */
  awaits: Awaited | null;
}

/** `waits`: there were no more acts. `failed`: see `problem`. */
export type SimulatedEnd = 'waits' | 'ended' | 'hung-up' | 'failed';

export interface Simulation {
  steps: readonly SimulatedStep[];
  end: SimulatedEnd;
  /** Ids of the nodes that the call came through, in order; a node that asks again is there once. */
  visited: readonly string[];
  /** What was recorded for a voicemail box. */
  message?: { boxId: string; seconds: number } | undefined;
  /** With `failed`: what kept the flow from going on. */
  problem?: { nodeId: string | null; sentence: string } | undefined;
}

export interface SimulateGiven {
  graphOf: RunFrom['graphOf'];
  version: string | null;
  around: Pick<Surroundings, 'at' | 'directory'>;
  acts: readonly SimulatedAct[];
  called: string;
  caller: string;
  kinds?: RunFrom['kinds'];
}

/**
 * Plays what a caller does on the very step function that answers calls. An act that does not fit the question counts as
 * silence, or as no answer of those who ring; a request for which there is no `fetched` fails.
 *
 * @example
 * const { steps, end } = simulate({ graphOf: () => graph, version: 'v1', around: { at, directory },
 *   acts: [{ do: 'press', digits: '1' }], caller: '+390612345678', called: '+390687654321' });
 * steps[1]?.twiml; // what pressing 1 leads to
 */
export function simulate({ graphOf, version, around, acts, called, caller, kinds }: SimulateGiven): Simulation {
  const call = { caller, called };
  const given = { graphOf, around: { ...around, ...call }, ...(kinds && { kinds }) };
  const steps: SimulatedStep[] = [];
  const left = [...acts];
  let session = newSession(version, call);
  let input: FlowInput | undefined;
  const ended = (end: SimulatedEnd, problem?: Simulation['problem']): Simulation => ({
    steps,
    end,
    visited: visitedBy(steps.map(({ path }) => path)),
    message: messageIn(steps),
    problem,
  });
  try {
    for (;;) {
      const step = documentFrom({ ...given, session, input }, left);
      steps.push(step);
      if (step.awaits === null) return ended('ended');
      const act = left.shift();
      if (!act) return ended('waits');
      if (act.do === 'hang-up') return ended('hung-up');
      session = step.session;
      input = inputOf(act, step.awaits);
    }
  } catch (error) {
    if (!(error instanceof FlowCannotRun)) throw error;
    return ended('failed', { nodeId: error.nodeId, sentence: error.message });
  }
}

/** One document: what the flow asks other systems meanwhile is answered by the next acts. */
function documentFrom(from: RunFrom, acts: SimulatedAct[]): SimulatedStep {
  let run = runFlow(from);
  const told = { verbs: [...run.verbs], effects: [...run.effects], path: [...run.path] };
  while (run.state === 'asks' && acts.length > 0) {
    const input: FlowInput =
      acts[0]?.do === 'fetched'
        ? inputOf(acts.shift(), 'fetch')
        : { kind: 'fetch-failed', reason: 'Nothing was given.' };
    run = runFlow({ ...from, session: run.session, input });
    told.verbs.push(...run.verbs);
    told.effects.push(...run.effects);
    // It has been told of as the one that asks.
    told.path.splice(-1, 1, ...run.path);
  }
  return { ...told, input: from.input, twiml: printTwiml(told.verbs), session: run.session, awaits: awaitedBy(run) };
}

/** What the last verb that asks of a run waits for; null at the end. */
export function awaitedBy({ state, verbs }: Pick<FlowRun, 'state' | 'verbs'>): Awaited | null {
  if (state === 'asks') return 'fetch';
  if (state === 'ended') return null;
  const asking = verbs.findLast(({ verb }) => verb === 'gather' || verb === 'dial' || verb === 'record');
  if (asking?.verb === 'dial' || asking?.verb === 'record') return asking.verb;
  return asking?.verb === 'gather' && asking.input?.includes('speech') ? 'speech' : 'keys';
}

/** What a flow is told of an act. */
export function inputOf(act: SimulatedAct | undefined, awaited: Awaited): FlowInput {
  if (awaited === 'dial') return { kind: 'dialled', outcome: act?.do === 'dialled' ? act.outcome : 'no-answer' };
  if (awaited === 'fetch') {
    return act?.do === 'fetched'
      ? { kind: 'fetched', status: act.status, body: act.body }
      : { kind: 'fetch-failed', reason: 'Nothing was given.' };
  }
  if (awaited === 'record' && act?.do === 'leave-message' && act.seconds > 0) {
    return { kind: 'recorded', sid: simulatedRecording, seconds: act.seconds };
  }
  if (awaited === 'keys' && act?.do === 'press') return { kind: 'digits', digits: act.digits };
  if (awaited === 'speech' && act?.do === 'speak') return { kind: 'speech', text: act.text };
  return { kind: 'silence' };
}

const simulatedRecording = `RE${'0'.repeat(32)}`;

/** The nodes of documents in order. A document begins at the node that asked at the end of the one before. */
export function visitedBy(paths: readonly (readonly Passage[])[]): string[] {
  return paths.flatMap((path, index) => path.slice(index === 0 ? 0 : 1).map(({ nodeId }) => nodeId));
}

function messageIn(steps: readonly SimulatedStep[]): Simulation['message'] {
  const taken = steps.flatMap(({ effects }) => effects).findLast(({ effect }) => effect === 'take-message');
  return taken?.effect === 'take-message' ? { boxId: taken.boxId, seconds: taken.seconds } : undefined;
}
