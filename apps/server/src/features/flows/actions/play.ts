import { type Simulation, simulate } from '@offhook/flow';
import type { Directory, FlowGraph } from '@offhook/flow/shapes';
import type { Tx } from '#runtime/database/database';
import { referencesIn } from '../flow.ts';
import type { CaseRow } from '../store/test-cases.ts';
import { versionGraph } from '../store/versions.ts';

/** Calls a graph step by step, without a carrier. Flows that it goes on to are in their live versions. */
export type Play = (call: Pick<CaseRow, 'at' | 'caller' | 'called' | 'acts'>) => Simulation;

export async function playOf(tx: Tx, graph: FlowGraph, directory: Directory): Promise<Play> {
  const others = await reachableGraphs(tx, graph, directory);
  const graphOf = (version: string | null) => (version === null ? graph : others.get(version));
  return ({ at, caller, called, acts }) =>
    simulate({ graphOf, version: null, around: { at, directory }, acts, called, caller });
}

/** The live versions that a call can come into from this graph. */
async function reachableGraphs(tx: Tx, graph: FlowGraph, { flows }: Directory): Promise<Map<string, FlowGraph>> {
  const reached = new Map<string, FlowGraph>();
  const left = [graph];
  for (let from = left.pop(); from; from = left.pop()) {
    const versions = referencesIn(from).flatMap((named) => flows[named]?.live_version_id ?? []);
    for (const version of versions.filter((each) => !reached.has(each))) {
      const next = await versionGraph(tx, version);
      if (!next) continue;
      reached.set(version, next);
      left.push(next);
    }
  }
  return reached;
}
