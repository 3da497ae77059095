import type { ConferenceNoun, Dial } from '@offhook/twiml';
import type { ConferenceCallback } from '../conference/conference.ts';
import { isFreeLabel, isLabel, mostParticipants } from '../conference/labels.ts';
import { musicAt } from '../conference/music.ts';
import { attend, type Entrance, putParticipant } from '../conference/presence.ts';
import { type Exit, makeRoom, openRoom, type Room } from '../conference/room.ts';
import { resolveUrl } from '../document.ts';
import { noteCall } from '../exchange.ts';
import { Interruption, type Task } from '../task.ts';
import { callOf } from '../world.ts';
import type { DialResult } from './dial-result.ts';
import type { Stage } from './outcome.ts';
import { recordingCallback } from './recording-callback.ts';
import { answerFirst } from './sounding.ts';

/**
 * Lets the caller into the room of that name, until it leaves or the conference ends. `record` of `<Dial>` does not count,
 * only that of the noun.
 *
 * @see https://www.twilio.com/docs/voice/twiml/conference (stored copy, read 2026-11-21)
 */
export function* dialConference(stage: Stage, verb: Dial, noun: ConferenceNoun): Task<DialResult> {
  const { exchange, line } = stage;
  answerFirst(stage);
  const refusal = refusalOf(stage, noun);
  if (refusal) {
    noteCall(exchange, line.callSid, { type: 'warned', level: 'error', ...refusal });
    // "The call will not be added into the conference and instead continue to the next TwiML verb" [DOC].
    const isSkipped = refusal.code === 16025;
    return { status: 'failed', params: { DialBridged: 'false' }, isSkipped };
  }
  const entrance = entranceOf(stage, noun);
  const room = knownRoom(stage, noun) ?? makeRoom(exchange, newRoom(stage, noun));
  putParticipant(exchange, room, line.callSid, entrance);
  try {
    const exit = yield* attend(exchange, room, line, { entrance, leaves: (leave) => limits(stage, verb, leave) });
    return resultOf(exit);
  } catch (error) {
    if (!(error instanceof Interruption)) throw error;
    return { ...resultOf(), interruption: error };
  }
}

// `answered` is only said of conferences, and there is neither DialCallSid nor DialCallDuration; that DialBridged is sent is
// unconfirmed [MEM].
function resultOf(exit?: Exit): DialResult {
  const isAdded = exit?.reason !== 'participant_add_failed';
  return { status: isAdded ? 'answered' : 'failed', params: { DialBridged: String(isAdded) } };
}

function knownRoom({ exchange, line }: Stage, noun: ConferenceNoun): Room | undefined {
  return openRoom(exchange, callOf(exchange.world, line.callSid).accountSid, noun.name);
}

function newRoom({ exchange, line, document }: Stage, noun: ConferenceNoun) {
  const { accountSid } = callOf(exchange.world, line.callSid);
  // Without statusCallbackEvent nothing is told: the attribute has no default.
  const callback: ConferenceCallback | undefined = noun.statusCallback
    ? {
        url: resolveUrl(document, noun.statusCallback),
        method: noun.statusCallbackMethod ?? 'POST',
        events: noun.statusCallbackEvent ?? [],
      }
    : undefined;
  return { accountSid, friendlyName: noun.name, callSid: line.callSid, callback, region: noun.region };
}

/** Why the caller is not let in. */
function refusalOf(stage: Stage, noun: ConferenceNoun): { code: number; message: string } | undefined {
  const { participantLabel: label, maxParticipants = mostParticipants, coach, name } = noun;
  const room = knownRoom(stage, noun);
  if (name === '' || name.length > 128)
    return { code: 13237, message: 'A conference needs a name of 1 to 128 characters' };
  if (label !== undefined && !isLabel(label)) {
    return { code: 16023, message: `${label} is no label: at most 128 characters, no slash, not a call SID` };
  }
  if (room && label !== undefined && !isFreeLabel(stage.exchange, room, label)) {
    return { code: 16025, message: `Another participant of ${name} has the label ${label}` };
  }
  if (coach !== undefined && !room?.present.has(coach)) {
    return { code: 13240, message: `${coach} is not in the conference ${name} and cannot be coached` };
  }
  if (room && room.present.size >= Math.min(maxParticipants, mostParticipants)) {
    return { code: 16020, message: `The conference ${name} is full` };
  }
  return undefined;
}

function entranceOf(stage: Stage, noun: ConferenceNoun): Entrance {
  const { beep = 'true' } = noun;
  return {
    label: noun.participantLabel,
    isMuted: noun.muted ?? false,
    coachedCallSid: noun.coach,
    startsOnEnter: noun.startConferenceOnEnter ?? true,
    endsOnExit: noun.endConferenceOnExit ?? false,
    beeps: { onEnter: beep === 'true' || beep === 'onEnter', onExit: beep === 'true' || beep === 'onExit' },
    wait: musicAt(noun.waitUrl && resolveUrl(stage.document, noun.waitUrl), noun.waitMethod),
    recording: noun.record === 'record-from-start' ? recordingOf(stage, noun) : undefined,
  };
}

// Conference recordings are mono, and trimmed unless asked otherwise.
function recordingOf(stage: Stage, noun: ConferenceNoun): Entrance['recording'] {
  const { eventCallbackUrl } = noun;
  return {
    plan: {
      channels: 1,
      track: 'both',
      trim: noun.trim !== 'do-not-trim',
      callback: recordingCallback(stage, noun),
    },
    eventCallbackUrl: eventCallbackUrl && resolveUrl(stage.document, eventCallbackUrl),
  };
}

// Which reason Twilio gives for one that leaves by its time limit or by star is not documented.
function limits({ exchange, line }: Stage, verb: Dial, leave: (exit: Exit) => void): () => void {
  const over = () => leave({ reason: 'participant_hung_up' });
  const timer = exchange.clock.after((verb.timeLimit ?? 14_400) * 1000, over);
  const star = (key: string) => {
    if (verb.hangupOnStar && key === '*') over();
  };
  line.keyListeners.add(star);
  return () => {
    timer.cancel();
    line.keyListeners.delete(star);
  };
}
