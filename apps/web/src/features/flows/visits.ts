import type { FlowAnalytics } from '@offhook/contract';
import { spokenDuration } from '../../app/formats.ts';

/** How calls came through a node, as the canvas and the outline write it. */
export interface Visits {
  words: string;
  /** By exit: `12 · 40 %`. */
  exits: ReadonlyMap<string, string>;
}

const known = new WeakMap<FlowAnalytics, ReadonlyMap<string, Visits>>();
const nobody: Visits = { words: 'No calls', exits: new Map() };

/** Undefined while the overlay is off. */
export function visitsOf(analytics: FlowAnalytics | null, nodeId: string): Visits | undefined {
  if (!analytics) return undefined;
  const all = known.get(analytics) ?? new Map(analytics.nodes.map((node) => [node.node_id, visitsIn(node)]));
  known.set(analytics, all);
  return all.get(nodeId) ?? nobody;
}

function visitsIn({ calls, ended_here, average_seconds, exits }: FlowAnalytics['nodes'][number]): Visits {
  const parts = [
    `${calls} ${calls === 1 ? 'call' : 'calls'}`,
    ended_here > 0 && `${ended_here} hung up (${percent(ended_here, calls)})`,
    average_seconds !== null && `${spokenDuration(average_seconds)} each`,
  ];
  return {
    words: parts.filter(Boolean).join(' · '),
    exits: new Map(exits.map((way) => [way.exit, `${way.calls} · ${percent(way.calls, calls)}`])),
  };
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '0 %' : `${Math.round((part / whole) * 100)} %`;
}
