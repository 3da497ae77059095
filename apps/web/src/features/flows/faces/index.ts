import type { KindName } from '@offhook/flow';
import { condition } from './condition.tsx';
import { aiAgent, queue, transfer } from './declared.tsx';
import { dial } from './dial.tsx';
import type { Face } from './face.ts';
import { forward } from './forward.tsx';
import { goToFlow } from './go-to-flow.tsx';
import { hangup } from './hangup.tsx';
import { httpRequest } from './http-request.tsx';
import { menu } from './menu.tsx';
import { play } from './play.tsx';
import { record } from './record.tsx';
import { say } from './say.tsx';
import { setVariable } from './set-variable.tsx';
import { speech } from './speech.tsx';
import { start } from './start.tsx';
import { voicemail } from './voicemail.tsx';

/** One for each kind: a kind without a face does not compile. */
export const faces = {
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
} as const satisfies Record<KindName, Face>;

/** Undefined for a kind that there is not. */
export function faceOf(type: string): Face | undefined {
  // Object.hasOwn has just said that it is one of these names.
  return Object.hasOwn(faces, type) ? faces[type as KindName] : undefined;
}
