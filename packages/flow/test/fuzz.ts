import { seededRandom } from '@offhook/kit';
import { parseTwiml } from '@offhook/twiml';
import {
  checkFlow,
  type Directory,
  type FlowGraph,
  readGraph,
  type SimulatedAct,
  type SimulatedStep,
  simulate,
} from '../src/index.ts';
import { broken } from './mutations.ts';
import { type Chance, chanceOf, randomFlow } from './random-flow.ts';
import { directory } from './workspace.ts';

export interface FuzzResult {
  /** Flows that the checker let through and that were called. */
  called: number;
  /** Broken ones that were not even read, or that the checker refused. */
  unread: number;
  refused: number;
  documents: number;
  ends: Record<string, number>;
  failures: { run: number; sentence: string; flow: unknown }[];
}

const mostFailures = 5;

/**
 * Random flows and random callers: half of the flows are valid, half were broken. What is expected: a valid flow has no
 * errors; what has none never throws, never goes round without input, and ends each document in words, a recording or
 * ringing; what has errors is refused in words when it is run all the same.
 */
export function fuzz(runs: number, seed: number, { size = 14 }: { size?: number } = {}): FuzzResult {
  const result: FuzzResult = { called: 0, unread: 0, refused: 0, documents: 0, ends: {}, failures: [] };
  for (let run = 0; run < runs && result.failures.length < mostFailures; run += 1) {
    const chance = chanceOf(seededRandom(seed * 1_000_003 + run));
    const flow = randomFlow(chance, 1 + chance.below(size));
    const given: unknown = chance.is(0.5) ? flow : broken(flow, chance);
    try {
      const sentence = tried(given, { isBroken: given !== flow, other: publishedFlow(chance), chance, result });
      if (sentence !== null) result.failures.push({ run, sentence, flow: given });
    } catch (error) {
      result.failures.push({
        run,
        sentence: error instanceof Error ? (error.stack ?? error.message) : 'threw',
        flow: given,
      });
    }
  }
  return result;
}

/** What another flow has live was checked when it was published. */
function publishedFlow(chance: Chance): FlowGraph {
  const flow = randomFlow(chance, 1 + chance.below(4));
  const isWhole = checkFlow(flow, { directory, flowId: 'flow_other', liveGraphOf: () => undefined }).every(
    ({ severity }) => severity === 'warning',
  );
  return isWhole ? flow : publishedFlow(chance);
}

interface Tried {
  isBroken: boolean;
  /** What `flow_other` is. */
  other: FlowGraph;
  chance: Chance;
  result: FuzzResult;
}

function tried(given: unknown, { isBroken, other, chance, result }: Tried): string | null {
  const { graph } = readGraph(given);
  if (!graph) {
    result.unread += 1;
    return isBroken ? null : 'a valid flow could not be read';
  }
  const liveGraphOf = (flowId: string) => (flowId === 'flow_other' ? other : undefined);
  const errors = checkFlow(graph, { directory, flowId: 'flow_this', liveGraphOf }).filter(
    (each) => each.severity === 'error',
  );
  if (errors.length > 0) result.refused += 1;
  if (errors.length > 0 && !isBroken) return `a valid flow was refused: ${errors[0]?.sentence}`;
  const played = called(graph, other, chance);
  result.documents += played.steps.length;
  const wrong = played.steps.map(wrongWith).find((sentence) => sentence !== null);
  if (wrong) return wrong;
  if (errors.length > 0) return null;
  result.called += 1;
  result.ends[played.end] = (result.ends[played.end] ?? 0) + 1;
  if (played.end === 'failed') return `a flow without errors could not go on: ${played.problem?.sentence}`;
  // Requests that could not have the caller wait between them may come round a few times.
  const longest = 6 * (graph.nodes.length + other.nodes.length);
  return played.steps.some(({ path }) => path.length > longest) ? 'a step went round without input' : null;
}

function called(flow: FlowGraph, other: FlowGraph, chance: Chance) {
  const acts = Array.from({ length: chance.below(12) }, () => randomAct(chance));
  // Few callers stay until the very end, since some flows let them stay for three hundred documents.
  if (chance.is(0.02)) acts.push(...Array.from({ length: 400 }, () => ({ do: 'wait' }) as const));
  return simulate({
    graphOf: (version) => (version === 'version_this' ? flow : version === 'version_other' ? other : undefined),
    version: 'version_this',
    around: {
      at: new Date(Date.UTC(2026, chance.below(12), 1 + chance.below(28), chance.below(24))),
      directory: chance.of<Directory>([directory, directory, emptied]),
    },
    acts,
    caller: chance.of(['+390612345678', '+393331111111', '+393332222222', 'anonymous', '']),
    called: chance.of(['+390687654321', '+12025550123', 'client:someone']),
  });
}

/** Everything was deleted after the flow was published. */
const emptied: Directory = {
  hours: {},
  people: {},
  groups: {},
  boxes: {},
  flows: {},
  numbers: {},
  prompts: {},
  default_box_id: null,
};

function randomAct(chance: Chance): SimulatedAct {
  return chance.of<() => SimulatedAct>([
    () => ({ do: 'press', digits: chance.of(['0', '1', '2', '9', '*', '#', '12', '1234', '**', '99999']) }),
    () => ({ do: 'press', digits: chance.of(['0', '1', '2', '9']) }),
    () => ({
      do: 'speak',
      text: chance.of(['yes', 'nò', 'sale', '..', '\ud800 x', '{{caller}}', '"}<x>&\r\nA: b', '!!']),
    }),
    () => ({ do: 'wait' }),
    () => ({ do: 'dialled', outcome: chance.of(['answered', 'busy', 'no-answer', 'failed']) }),
    () => ({ do: 'leave-message', seconds: chance.below(3) }),
    () => ({
      do: 'fetched',
      status: chance.of([200, 204, 302, 500]),
      body: chance.of<unknown>([null, 'x', { name: 'Ada' }, { a: { b: '\ud800' } }, [1], { items: [2] }]),
    }),
    () => (chance.is(0.1) ? { do: 'hang-up' } : { do: 'wait' }),
  ])();
}

/** What is wrong with a document, whatever the flow. */
function wrongWith({ verbs, twiml, awaits, session }: SimulatedStep): string | null {
  if (awaits === 'fetch') return null;
  const last = verbs.at(-1)?.verb;
  const expected = { keys: 'gather', speech: 'gather', dial: 'dial', record: 'redirect' } as const;
  if (last !== (awaits === null ? 'hangup' : expected[awaits])) return `a document ends with ${last}: ${twiml}`;
  if (awaits === null && !/<Say[ >]|<Play[ >]/.test(twiml)) return `a call ends without a word: ${twiml}`;
  if (twiml.length > 64_000) return 'a document is longer than the carrier reads';
  if (Object.keys(session.variables).length > 30) return 'a session carries too much';
  return parseTwiml(twiml).warnings.length > 0 ? `a document that the carrier would warn of: ${twiml}` : null;
}
