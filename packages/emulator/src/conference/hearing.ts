import type { Samples } from '../audio/index.ts';
import type { Exchange } from '../exchange.ts';
import { carry, type Heard, letHear, soundNear, soundOn, stopCarrying, stopHearing } from '../line.ts';
import { conferenceOf, type Present, participantOf, type Room } from './room.ts';

/** Makes true who hears whom, after somebody joined, was muted, was held, or began to coach. */
export function settleHearing(exchange: Exchange, room: Room, one: Present): void {
  for (const other of room.present.values()) {
    if (other === one) continue;
    connect(exchange, room, other, one);
    connect(exchange, room, one, other);
  }
  if (isHeardByAll(exchange, room, one)) carry(exchange, room.mix, one.line.far);
  else stopCarrying(exchange, room.mix, one.line.far);
  const hearsAnnouncements = !participantOf(exchange, one.callSid).isHeld;
  for (const { near } of room.announcers) {
    if (hearsAnnouncements) carry(exchange, one.line.near, near);
    else stopCarrying(exchange, one.line.near, near);
  }
}

function connect(exchange: Exchange, room: Room, hearer: Present, speaker: Present): void {
  if (hears(exchange, room, hearer, speaker)) letHear(exchange, hearer.line, speaker.line);
  else stopHearing(exchange, hearer.line, speaker.line);
}

function hears(exchange: Exchange, room: Room, hearer: Present, speaker: Present): boolean {
  if (!isAudible(exchange, room, speaker) || participantOf(exchange, hearer.callSid).isHeld) return false;
  const { coachedCallSid } = participantOf(exchange, speaker.callSid);
  return coachedCallSid === undefined || coachedCallSid === hearer.callSid;
}

// Whoever waits for the start is muted.
export function isAudible(exchange: Exchange, room: Room, { callSid }: Present): boolean {
  const { isMuted, isHeld } = participantOf(exchange, callSid);
  return conferenceOf(exchange, room).status === 'in-progress' && !isMuted && !isHeld;
}

function isHeardByAll(exchange: Exchange, room: Room, one: Present): boolean {
  return isAudible(exchange, room, one) && participantOf(exchange, one.callSid).coachedCallSid === undefined;
}

/** Parts one who leaves from everybody else. */
export function stopAllHearing(exchange: Exchange, room: Room, one: Present): void {
  for (const other of room.present.values()) {
    stopHearing(exchange, other.line, one.line);
    stopHearing(exchange, one.line, other.line);
  }
  stopCarrying(exchange, room.mix, one.line.far);
  for (const { near } of room.announcers) stopCarrying(exchange, one.line.near, near);
}

/** Lets the room hear a sound, but for `except` and whoever is held. */
export function soundInRoom(
  exchange: Exchange,
  room: Room,
  { samples, heard, except }: { samples: Samples; heard: Heard; except?: Present },
): void {
  for (const one of room.present.values()) {
    if (one === except || participantOf(exchange, one.callSid).isHeld) continue;
    soundNear(exchange, one.line, samples, heard);
  }
  soundOn(exchange, room.mix, samples);
}
