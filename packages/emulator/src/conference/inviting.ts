import { detectAnswer } from '../answering.ts';
import { ringTone } from '../audio/index.ts';
import { hasEnded, type NewCall } from '../call.ts';
import { endCall } from '../ending.ts';
import { type Exchange, spawn } from '../exchange.ts';
import { addLeg, type EndpointMaker, type Leg } from '../leg.ts';
import { carry, makeTrack, soundOn, stopCarrying } from '../line.ts';
import { dialDelayMs } from '../placing.ts';
import { startRecording } from '../recorder.ts';
import { ring } from '../ringing.ts';
import { runCall } from '../running.ts';
import { Interruption, type Task, wait } from '../task.ts';
import { callOf } from '../world.ts';
import { endWhenEmpty } from './end.ts';
import { tellLeave } from './events.ts';
import { attend, type Entrance, forgetParticipant, putParticipant } from './presence.ts';
import { makeRoom, type NewRoom, participantOf, type Room } from './room.ts';

export interface Invitation {
  entrance: Entrance;
  /** Whether the room hears the telephone ring. */
  hasEarlyMedia: boolean;
  /** What answers instead of a telephone. */
  endpoint?: EndpointMaker;
}

/**
 * Places a call whose far end joins a room as soon as it answers, as the API does; a room that is not given is opened for
 * it. Returns the SID of the call.
 */
export function invite(
  exchange: Exchange,
  asked: Omit<NewCall, 'sid'>,
  where: Room | Omit<NewRoom, 'callSid'>,
  invitation: Invitation,
): string {
  const leg = addLeg(exchange, asked, invitation.endpoint);
  const { callSid } = leg.line;
  const room = 'present' in where ? where : makeRoom(exchange, { ...where, callSid });
  room.expected.add(callSid);
  putParticipant(exchange, room, callSid, invitation.entrance);
  leg.line.strand = spawn(exchange, bringIn(exchange, leg, room, invitation));
  return callSid;
}

// Twilio rings five seconds longer than asked: https://www.twilio.com/docs/voice/api/conference-participant-resource
const extraSeconds = 5;

function* bringIn(exchange: Exchange, leg: Leg, room: Room, invitation: Invitation): Task {
  const { line } = leg;
  try {
    if (!(yield* isAnswered(exchange, leg, room, invitation))) return failToAdd(exchange, room, line.callSid);
    const { recording } = callOf(exchange.world, line.callSid).plan;
    if (recording) startRecording(exchange, line, 'OutboundAPI', recording);
    yield* detectAnswer(exchange, leg);
  } catch (error) {
    if (error instanceof Interruption && error.why !== 'stopped') failToAdd(exchange, room, line.callSid);
    throw error;
  }
  const { plan } = callOf(exchange.world, line.callSid);
  room.expected.delete(line.callSid);
  const redirected = plan.document ?? (plan.twiml === undefined ? undefined : { twiml: plan.twiml });
  // Redirected while it rang: it never joins.
  if (redirected) {
    failToAdd(exchange, room, line.callSid);
    return yield* runCall(exchange, line, redirected);
  }
  const exit = yield* attend(exchange, room, line, {
    entrance: invitation.entrance,
    leaves: (leave) => {
      line.leave = () => leave({ reason: 'participant_updated_via_api' });
      return () => {
        line.leave = undefined;
      };
    },
  });
  // One that was redirected runs something else by now.
  if (exit.reason === 'participant_updated_via_api' && !exit.isKicked) return;
  if (!hasEnded(callOf(exchange.world, line.callSid))) endCall(exchange, line.callSid, 'completed', 200);
}

function* isAnswered(exchange: Exchange, leg: Leg, room: Room, { hasEarlyMedia }: Invitation): Task<boolean> {
  yield* wait(exchange.clock, dialDelayMs(exchange));
  const { ringTimeoutSeconds } = callOf(exchange.world, leg.line.callSid).plan;
  const timeoutMs = (ringTimeoutSeconds + extraSeconds) * 1000;
  const stopRinging = hasEarlyMedia ? letRoomHearRinging(exchange, room, timeoutMs) : () => undefined;
  try {
    return (yield* ring(exchange, leg, timeoutMs)) === 'answered';
  } finally {
    stopRinging();
  }
}

// Whoever is there already; whether the application is told of a join before the answer is nowhere documented, so it is not.
function letRoomHearRinging(exchange: Exchange, room: Room, timeoutMs: number): () => void {
  const ringing = makeTrack(exchange.clock.nowMs());
  soundOn(exchange, ringing, ringTone(timeoutMs));
  const hearers = [...room.present.values()].filter(({ callSid }) => !participantOf(exchange, callSid).isHeld);
  const tracks = [room.mix, ...hearers.map(({ line }) => line.near)];
  for (const track of tracks) carry(exchange, track, ringing);
  for (const { line } of hearers) line.onHeard({ kind: 'play', text: 'ringing tone' });
  return () => {
    for (const track of tracks) stopCarrying(exchange, track, ringing);
  };
}

function failToAdd(exchange: Exchange, room: Room, callSid: string): void {
  room.expected.delete(callSid);
  const participant = forgetParticipant(exchange, callSid);
  tellLeave(exchange, room, participant, 'participant_add_failed');
  if (exchange.rooms.has(room.sid)) endWhenEmpty(exchange, room, 'last-participant-left', participant);
}
