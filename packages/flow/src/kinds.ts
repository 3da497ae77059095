import type { NodeKind } from './node-kind.ts';
import { hangup } from './nodes/hangup.ts';
import { play } from './nodes/play.ts';
import { say } from './nodes/say.ts';
import { start } from './nodes/start.ts';

/** Every kind that can run, by name. A kind that is missing here is refused by name. */
export const builtKinds: Readonly<Record<string, NodeKind>> = { start, say, play, hangup };

export type Kinds = typeof builtKinds;

export function kindOf(kinds: Kinds, type: string): NodeKind | undefined {
  return Object.hasOwn(kinds, type) ? kinds[type] : undefined;
}

/** Why a kind is refused, for a person who draws a flow. */
export function notBuilt(kinds: Kinds, node: { id: string; type: string }): string {
  return `The node "${node.id}" is of the kind "${node.type}", which is not built; there are ${Object.keys(kinds).join(', ')}.`;
}
