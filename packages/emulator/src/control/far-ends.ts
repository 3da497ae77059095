import { assertNever } from '@offhook/kit';
import { z } from 'zod';
import { type FarEnd, takeOver } from '../callers/far-end.ts';
import { pressFar, sayFar, startScript } from '../callers/script.ts';
import { endCall } from '../ending.ts';
import type { Exchange } from '../exchange.ts';
import { hushFar, type Line } from '../line.ts';
import { utc } from '../parameters.ts';
import { RestRefusal } from '../rest/refusals.ts';
import { callOf } from '../world.ts';

export const actionSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('answer') }),
  z.strictObject({ do: z.literal('decline') }),
  z.strictObject({ do: z.literal('hang-up') }),
  z.strictObject({ do: z.literal('say'), text: z.string().min(1).max(2000) }),
  z.strictObject({ do: z.literal('press'), digits: z.string().regex(/^[0-9A-D*#wW]{1,32}$/) }),
  z.strictObject({ do: z.literal('be-machine'), greeting: z.string().min(1).max(2000).optional() }),
]);

/** What a person does with the telephone at the far end. */
export type FarEndAction = z.infer<typeof actionSchema>;

/** Acts at a far end, whatever its persona is; from then on its script is over. Refuses what its state does not allow. */
export async function actOn(exchange: Exchange, callSid: string, action: FarEndAction) {
  const farEnd = exchange.farEnds.get(callSid);
  if (!farEnd) throw new RestRefusal(404, 20404, `There is no far end for the call ${callSid}.`);
  const line = exchange.lines.get(callSid);
  if (farEnd.state === 'ended' || !line) throw conflict('This call has ended.');
  await act(exchange, farEnd, line, action);
  return farEndJson(exchange, farEnd);
}

async function act(exchange: Exchange, farEnd: FarEnd, line: Line, action: FarEndAction): Promise<void> {
  switch (action.do) {
    case 'answer':
      return answer(farEnd);
    case 'decline':
      return ringing(farEnd)('declined');
    case 'hang-up':
      return hangUp(exchange, farEnd);
    case 'be-machine':
      return beMachine(exchange, farEnd, line, action.greeting);
    case 'say':
      speakNow(exchange, farEnd, line);
      await sayFar(exchange, line, farEnd, action.text);
      return;
    case 'press':
      speakNow(exchange, farEnd, line);
      pressFar(exchange, line, farEnd, action.digits);
      return;
    default:
      return assertNever(action);
  }
}

function answer(farEnd: FarEnd): void {
  const decide = ringing(farEnd);
  takeOver(farEnd);
  decide('answered');
}

function ringing(farEnd: FarEnd): NonNullable<FarEnd['decide']> {
  if (!farEnd.decide) throw conflict('This telephone is not ringing.');
  return farEnd.decide;
}

function hangUp(exchange: Exchange, farEnd: FarEnd): void {
  const isAnswered = callOf(exchange.world, farEnd.callSid).status === 'in-progress';
  if (farEnd.decide) farEnd.decide('declined');
  else if (isAnswered) endCall(exchange, farEnd.callSid, 'completed', 200);
  else endCall(exchange, farEnd.callSid, 'canceled', 487);
}

function beMachine(exchange: Exchange, farEnd: FarEnd, line: Line, greeting: string | undefined): void {
  const persona = { kind: 'voicemail' as const, greeting: greeting ?? defaultGreeting };
  const decide = farEnd.decide;
  takeOver(farEnd, persona);
  if (decide) {
    decide('answered');
    return;
  }
  hushFar(exchange, line);
  startScript(exchange, line, farEnd, { hangUp: () => endCall(exchange, farEnd.callSid, 'completed', 200) });
}

const defaultGreeting = 'Please leave a message after the tone. Thank you for calling, we will call you back soon.';

function speakNow(exchange: Exchange, farEnd: FarEnd, line: Line): void {
  if (farEnd.state !== 'in-call') throw conflict('Nobody has answered this telephone yet.');
  if (farEnd.persona.kind === 'handset') return;
  takeOver(farEnd);
  hushFar(exchange, line);
}

function conflict(message: string): RestRefusal {
  return new RestRefusal(409, 20409, message);
}

export function farEndJson({ world }: Exchange, farEnd: FarEnd) {
  const call = callOf(world, farEnd.callSid);
  return {
    call_sid: farEnd.callSid,
    from: farEnd.from,
    to: farEnd.to,
    direction: call.direction,
    persona: farEnd.personaName,
    state: farEnd.state,
    since: utc(farEnd.sinceMs).toISOString(),
    heard: farEnd.heard.map(utterance),
    said: farEnd.said.map(utterance),
  };
}

function utterance({ atMs, kind, text }: FarEnd['heard'][number]) {
  return { at: utc(atMs).toISOString(), kind, text };
}
