import type { Refer } from '@offhook/twiml';
import type { Call } from '../call.ts';
import { makeFarEnd, personaFor } from '../callers/far-end.ts';
import type { Exchange } from '../exchange.ts';
import { Interruption, type Task, wait } from '../task.ts';
import { type Party, partyOf, UnreadableParty } from '../telephone.ts';
import { WebhookFailed } from '../webhook.ts';
import { callOf } from '../world.ts';
import { warnOf } from './note-verb.ts';
import { goTo, nextVerb, type Outcome, type Stage } from './outcome.ts';
import { answerFirst } from './sounding.ts';

/**
 * Asks a SIP device to call somebody else in place of us, and waits for what comes of it: the persona at the target
 * decides. The device itself always accepts, and stays on the line until the application hangs up.
 *
 * @see https://www.twilio.com/docs/voice/twiml/refer (stored copy, read 2026-11-21)
 */
export function* refer(stage: Stage, verb: Refer): Task<Outcome> {
  const { exchange, line, document } = stage;
  const call = callOf(exchange.world, line.callSid);
  if (!isSipLeg(call))
    throw new WebhookFailed(13801, document.origin?.url ?? '', '<Refer> is only allowed on the leg of a SIP device');
  const target = targetOf(stage, verb.uri);
  if (!target) return nextVerb;
  answerFirst(stage);
  const { afterMs, ...result } = transferTo(exchange, call, target);
  try {
    yield* wait(exchange.clock, afterMs);
  } catch (error) {
    const hungUp = error instanceof Interruption && error.why === 'ended';
    if (!hungUp || verb.action === undefined) throw error;
    return goTo(stage, verb.action, verb.method, paramsOf({ status: 'canceled', sipCode: 180 }));
  }
  return verb.action === undefined ? nextVerb : goTo(stage, verb.action, verb.method, paramsOf(result));
}

function isSipLeg({ direction, from, to }: Call): boolean {
  return /^sips?:/i.test(direction === 'inbound' ? from : to);
}

function targetOf(stage: Stage, uri: string): Party | undefined {
  try {
    const party = partyOf(uri);
    if (party.kind === 'sip') return party;
  } catch (error) {
    if (!(error instanceof UnreadableParty)) throw error;
  }
  warnOf(stage, 32110, `'${uri}' in <Refer> is no SIP address`);
  return undefined;
}

interface Transfer {
  status: string;
  /** What the target answered, as NOTIFY tells. */
  sipCode: number;
}

const ringsInVainMs = 60_000;

function transferTo(exchange: Exchange, call: Call, { address }: Party): Transfer & { afterMs: number } {
  const chosen = personaFor(exchange, address);
  const { persona, rings } = makeFarEnd(exchange, { sid: call.sid, from: call.from, to: address }, chosen);
  const ringingMs = exchange.settings.setupMs + rings * exchange.settings.ringSeconds * 1000;
  switch (persona.kind) {
    case 'busy':
      return { status: 'busy', sipCode: 486, afterMs: exchange.settings.setupMs };
    case 'declines':
      return { status: 'busy', sipCode: 603, afterMs: ringingMs };
    case 'no-answer':
      return { status: 'no-answer', sipCode: 480, afterMs: ringsInVainMs };
    case 'invalid':
      return { status: 'failed', sipCode: 404, afterMs: exchange.settings.setupMs };
    case 'unreachable':
      return { status: 'failed', sipCode: persona.sipCode, afterMs: exchange.settings.setupMs };
    default:
      return { status: 'in-progress', sipCode: 200, afterMs: ringingMs };
  }
}

function paramsOf({ status, sipCode }: Transfer): Record<string, string> {
  return { ReferCallStatus: status, ReferSipResponseCode: '202', NotifySipResponseCode: String(sipCode) };
}
