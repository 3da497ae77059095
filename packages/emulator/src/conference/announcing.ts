import type { Target } from '../call.ts';
import { type Exchange, noteCall, spawn } from '../exchange.ts';
import { carry, makeLine, stopCarrying } from '../line.ts';
import type { Task } from '../task.ts';
import { WebhookFailed } from '../webhook.ts';
import { playDocuments } from './documents.ts';
import { tellConference } from './events.ts';
import { settleHearing } from './hearing.ts';
import { conferenceOf, type Present, participantOf, type Room } from './room.ts';

/** Plays a document to one participant, and tells the application when it has ended. */
export function announceTo(exchange: Exchange, room: Room, one: Present, target: Target): void {
  const announcement = function* (): Task {
    const failure = yield* failureOf(exchange, one.callSid, playDocuments(exchange, one.line, target));
    const participant = room.present.has(one.callSid) ? participantOf(exchange, one.callSid) : undefined;
    tellEnd(exchange, room, target, { participant, failure });
  };
  one.announcements.add(spawn(exchange, announcement()));
}

/** Plays a document to everybody who is not held, also to those who join meanwhile, and into the recording. */
export function announceToAll(exchange: Exchange, room: Room, target: Target): void {
  const { callSid } = room.present.values().next().value ?? conferenceOf(exchange, room);
  room.announcing.add(spawn(exchange, announcement(exchange, room, callSid, target)));
}

function* announcement(exchange: Exchange, room: Room, callSid: string, target: Target): Task {
  // A leg that nobody dialled: what is played to it, everybody hears.
  const announcer = makeLine(callSid, exchange.clock.nowMs());
  announcer.onHeard = (heard) => {
    for (const { line } of room.present.values()) {
      if (announcer.near.carriedBy?.has(line.near)) line.onHeard(heard);
    }
  };
  room.announcers.add(announcer);
  carry(exchange, room.mix, announcer.near);
  for (const one of room.present.values()) settleHearing(exchange, room, one);
  try {
    const failure = yield* failureOf(exchange, callSid, playDocuments(exchange, announcer, target));
    tellEnd(exchange, room, target, { failure });
  } finally {
    room.announcers.delete(announcer);
    for (const track of [...(announcer.near.carriedBy?.keys() ?? [])]) stopCarrying(exchange, track, announcer.near);
  }
}

/** The sentence why something could not be played; undefined when it was. */
function* failureOf(exchange: Exchange, callSid: string, playing: Task): Task<string | undefined> {
  try {
    yield* playing;
    return undefined;
  } catch (error) {
    if (!(error instanceof WebhookFailed)) throw error;
    const { code, url, message } = error;
    noteCall(exchange, callSid, { type: 'warned', code, message: `${url}: ${message}`, level: 'error', url });
    return message;
  }
}

function tellEnd(
  exchange: Exchange,
  room: Room,
  { url }: Target,
  { participant, failure }: { participant?: ReturnType<typeof participantOf>; failure?: string },
): void {
  tellConference(exchange, room, failure === undefined ? 'announcement-end' : 'announcement-fail', {
    participant,
    params: { AnnounceUrl: url, ReasonAnnouncementFailed: failure },
  });
}
