import type { Exchange } from '../exchange.ts';
import type { ConferenceParticipant } from './conference.ts';
import { tellConference } from './events.ts';
import { settleHearing } from './hearing.ts';
import { settleMusic } from './music.ts';
import { changeParticipant, conferenceOf, type Music, type Present, participantOf, type Room } from './room.ts';

/** What the API can change of somebody who is in a room; what is undefined stays. */
export interface ParticipantChange {
  isMuted?: boolean;
  isHeld?: boolean;
  hold?: Music;
  wait?: Music;
  beepsOnExit?: boolean;
  endsOnExit?: boolean;
  /** null ends the coaching. */
  coachedCallSid?: string | null;
}

/**
 * Changes a participant, tells the application of what is different now and returns it as it is then. It may have left: when
 * what it was to hear while it waits cannot be had.
 */
export function updateParticipant(
  exchange: Exchange,
  room: Room,
  one: Present,
  change: ParticipantChange,
): ConferenceParticipant {
  const before = participantOf(exchange, one.callSid);
  if (change.hold !== undefined) one.hold = change.hold;
  if (change.wait !== undefined) one.wait = change.wait;
  if (change.beepsOnExit !== undefined) one.beeps.onExit = change.beepsOnExit;
  const after = changeParticipant(exchange, one.callSid, changed(before, change));
  settleHearing(exchange, room, one);
  const isWaiting = conferenceOf(exchange, room).status === 'init' && !after.isHeld;
  const hasOtherMusic = (change.hold !== undefined && after.isHeld) || (change.wait !== undefined && isWaiting);
  if (before.isHeld !== after.isHeld || hasOtherMusic) settleMusic(exchange, room, one);
  tellOfChange(exchange, room, before, after, change);
  return after;
}

function changed(before: ConferenceParticipant, change: ParticipantChange): Partial<ConferenceParticipant> {
  const { isMuted = before.isMuted, isHeld = before.isHeld, endsOnExit = before.endsOnExit } = change;
  const coached = change.coachedCallSid === undefined ? before.coachedCallSid : (change.coachedCallSid ?? undefined);
  return { isMuted, isHeld, endsOnExit, coachedCallSid: coached };
}

function tellOfChange(
  exchange: Exchange,
  room: Room,
  before: ConferenceParticipant,
  after: ConferenceParticipant,
  change: ParticipantChange,
): void {
  const participant = after;
  if (before.isMuted !== after.isMuted) {
    tellConference(exchange, room, after.isMuted ? 'participant-mute' : 'participant-unmute', { participant });
  }
  if (before.isHeld !== after.isHeld) {
    tellConference(exchange, room, after.isHeld ? 'participant-hold' : 'participant-unhold', { participant });
  }
  const { beepsOnExit, endsOnExit, coachedCallSid, wait } = change;
  if ([beepsOnExit, endsOnExit, coachedCallSid, wait].some((value) => value !== undefined)) {
    tellConference(exchange, room, 'participant-modify', { participant });
  }
}
