import {
  type FlowEffect,
  type FlowGraph,
  type FlowInput,
  type FlowRun,
  type FlowSession,
  type Passage,
  runFlow,
  type Surroundings,
} from '@offhook/flow';
import type { Id } from '@offhook/kit';
import type { Verb } from '@offhook/twiml';
import { versionGraph } from '#features/flows';
import type { FlowStep } from '#providers/carrier';
import { inTime } from '#runtime/in-time';
import type { Context } from '../../../context.ts';
import { graphOfRoute } from '../way-in.ts';
import { fetchForFlow } from './fetch-outside.ts';

/** Where a call stands, what it was given, and what is true around it. */
export interface From {
  tenantId: Id<'workspace'>;
  session: FlowSession;
  input: FlowInput | undefined;
  around: Surroundings;
  /** For everything that other systems are asked in this document. */
  requestsMs: number;
  /** Of numbers that would be rung next those that must not be after all; left out, all that `around` lets may. */
  refusedLegs?: ((numbers: readonly string[]) => Promise<ReadonlySet<string>>) | undefined;
}

/** Published versions never change: what was read once is good for ever. */
export interface Shelf {
  get(version: string | null): FlowGraph | undefined;
  put(version: string, graph: FlowGraph): void;
}

const mostVersions = 500;

export function makeShelf(): Shelf {
  const kept = new Map<string, FlowGraph>();
  return {
    get: (version) => (version === null ? undefined : (graphOfRoute(version) ?? kept.get(version))),
    put(version, graph) {
      const oldest = kept.size >= mostVersions ? kept.keys().next().value : undefined;
      if (oldest !== undefined) kept.delete(oldest);
      kept.set(version, graph);
    },
  };
}

const mostRequests = 5;
/** For a version that nobody asked for since the program started. */
const patienceMs = 900;

/** The flow until it waits for the carrier or ends: what it asks of other systems is asked on the way. */
export async function runToItsEnd(
  ctx: Context,
  shelf: Shelf,
  from: From,
): Promise<{ run: FlowRun; requests: FlowStep['requests'] }> {
  const verbs: Verb[] = [];
  const effects: FlowEffect[] = [];
  const path: Passage[] = [];
  const requests: FlowStep['requests'][number][] = [];
  let leftMs = from.requestsMs;
  let { session, input } = from;
  for (;;) {
    const run = await runOnce(ctx, shelf, { ...from, session, input });
    verbs.push(...run.verbs);
    effects.push(...run.effects);
    path.push(...run.path);
    const asked = run.effects.findLast((effect) => effect.effect === 'http-request');
    if (run.state !== 'asks' || !asked) return { run: { ...run, verbs, effects, path }, requests };
    // The node that asks comes through once: with its answer.
    path.pop();
    const mayAsk = requests.length < mostRequests;
    const { input: answered, report } = await fetchForFlow(ctx, asked.request, mayAsk ? leftMs : 0);
    leftMs -= report.milliseconds;
    requests.push(report);
    session = run.session;
    input = answered;
  }
}

/**
 * One run. Flows lead on into others and to numbers, which are known only then: what was missing is read, and the run
 * begins anew.
 */
export async function runOnce(
  ctx: Context,
  shelf: Shelf,
  { tenantId, refusedLegs, ...given }: Omit<From, 'requestsMs'>,
): Promise<FlowRun> {
  const gone = new Set<string>();
  const legs = new Map<string, boolean>();
  for (;;) {
    const unasked: string[] = [];
    const mayRing = (number: string) => {
      if (given.around.mayRing?.(number) === false) return false;
      if (!legs.has(number)) unasked.push(number);
      return legs.get(number) ?? true;
    };
    const missing: string[] = [];
    const graphOf = (version: string | null) => {
      const graph = shelf.get(version);
      if (!graph && version !== null && !gone.has(version)) missing.push(version);
      return graph;
    };
    const run = attempt(() => runFlow({ graphOf, ...given, around: { ...given.around, mayRing } }));
    const [version] = missing;
    if (version === undefined) {
      if (unasked.length === 0 || !refusedLegs) return run();
      const refused = await refusedLegs(unasked);
      if (refused.size === 0) return run();
      for (const number of unasked) legs.set(number, !refused.has(number));
      continue;
    }
    const reading = ctx.db.asTenant(tenantId, (tx) => versionGraph(tx, version));
    const graph = await inTime(ctx.clock, patienceMs, reading);
    if (graph) shelf.put(version, graph);
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
