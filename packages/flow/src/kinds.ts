import type { NodeKind } from './node-kind.ts';
import { condition } from './nodes/condition.ts';
import { aiAgent, queue, transfer } from './nodes/declared.ts';
import { dial } from './nodes/dial.ts';
import { forward } from './nodes/forward.ts';
import { goToFlow } from './nodes/go-to-flow.ts';
import { hangup } from './nodes/hangup.ts';
import { httpRequest } from './nodes/http-request.ts';
import { menu } from './nodes/menu.ts';
import { play } from './nodes/play.ts';
import { record } from './nodes/record.ts';
import { say } from './nodes/say.ts';
import { setVariable } from './nodes/set-variable.ts';
import { speech } from './nodes/speech.ts';
import { start } from './nodes/start.ts';
import { voicemail } from './nodes/voicemail.ts';

/** Every kind, by the name that stands in a graph; what draws kinds is checked against these names. */
export const kinds = {
  start,
  say,
  play,
  menu,
  speech,
  record,
  condition,
  'set-variable': setVariable,
  dial,
  forward,
  queue,
  'ai-agent': aiAgent,
  transfer,
  'http-request': httpRequest,
  'go-to-flow': goToFlow,
  voicemail,
  hangup,
} as const satisfies Record<string, NodeKind>;

export type KindName = keyof typeof kinds;

/** The kinds that a flow may use: these, unless a test brings its own. */
export type Kinds = Readonly<Record<string, NodeKind>>;

export function kindOf(all: Kinds, type: string): NodeKind | undefined {
  return Object.hasOwn(all, type) ? all[type] : undefined;
}

/** Why a kind is refused, for a person who draws a flow. */
export function notBuilt(all: Kinds, node: { id: string; type: string }): string {
  const known = Object.keys(all).filter((name) => !all[name]?.notYet);
  return `The node "${node.id}" is of the kind "${node.type}", which there is not; there are ${known.join(', ')}.`;
}
