import { enterBeep, exitBeep } from '../audio/index.ts';
import { type Exchange, putRow, removeRow, spawn } from '../exchange.ts';
import type { Line } from '../line.ts';
import { Interruption, type Task, until, wait } from '../task.ts';
import { callOf } from '../world.ts';
import type { ConferenceParticipant } from './conference.ts';
import { endRoom, endWhenEmpty } from './end.ts';
import { isWanted, tellConference, tellLeave } from './events.ts';
import { isAudible, settleHearing, soundInRoom, stopAllHearing } from './hearing.ts';
import { settleMusic, stopMusic } from './music.ts';
import { recordWhenBridged } from './recording.ts';
import {
  changeConference,
  conferenceOf,
  type Exit,
  type Music,
  type Present,
  participantOf,
  type Room,
  type WantedRecording,
} from './room.ts';

/** How somebody comes into a room. */
export interface Entrance {
  label?: string;
  isMuted: boolean;
  coachedCallSid?: string;
  startsOnEnter: boolean;
  endsOnExit: boolean;
  beeps: Present['beeps'];
  wait: Music;
  recording?: WantedRecording;
}

/** Remembers that somebody is on the way to a room, or there. */
export function putParticipant(exchange: Exchange, room: Room, callSid: string, entrance: Entrance): void {
  const { label, isMuted, coachedCallSid, startsOnEnter, endsOnExit } = entrance;
  const nowMs = exchange.clock.nowMs();
  putRow(exchange, 'participants', {
    sid: callSid,
    accountSid: callOf(exchange.world, callSid).accountSid,
    conferenceSid: room.sid,
    ...{ label, isMuted, isHeld: false, coachedCallSid, startsOnEnter, endsOnExit },
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  });
}

/** Keeps an answered leg in a room until something lets it leave; its participant must have been put. */
export function* attend(
  exchange: Exchange,
  room: Room,
  line: Line,
  { entrance, leaves }: { entrance: Entrance; leaves: (exit: (exit: Exit) => void) => () => void },
): Task<Exit> {
  const { beeps, wait: music } = entrance;
  const one: Present = {
    ...{ callSid: line.callSid, line, beeps, wait: music, hold: 'hold music' },
    announcements: new Set(),
    exit: () => undefined,
  };
  try {
    return yield* until<Exit>((resolve) => {
      one.exit = (exit) => {
        depart(exchange, room, one, exit);
        resolve(exit);
      };
      room.wantedRecording ??= entrance.recording;
      const forget = leaves((exit) => one.exit(exit));
      enter(exchange, room, one);
      return forget;
    });
  } catch (error) {
    if (error instanceof Interruption && error.why !== 'stopped') {
      depart(exchange, room, one, {
        reason: error.why === 'ended' ? 'participant_hung_up' : 'participant_updated_via_api',
      });
    }
    throw error;
  }
}

function enter(exchange: Exchange, room: Room, one: Present): void {
  room.present.set(one.callSid, one);
  tellConference(exchange, room, 'participant-join', { participant: participantOf(exchange, one.callSid) });
  settleHearing(exchange, room, one);
  if (conferenceOf(exchange, room).status === 'init') {
    if (mayStart(exchange, room)) start(exchange, room);
    else settleMusic(exchange, room, one);
  }
  if (conferenceOf(exchange, room).status !== 'in-progress') return;
  recordWhenBridged(exchange, room);
  if (one.beeps.onEnter) {
    soundInRoom(exchange, room, { samples: enterBeep(), heard: { kind: 'beep', text: 'enter' }, except: one });
  }
  watchSpeech(exchange, room, one);
}

function mayStart(exchange: Exchange, room: Room): boolean {
  const present = [...room.present.keys()];
  return present.length >= 2 && present.some((callSid) => participantOf(exchange, callSid).startsOnEnter);
}

function start(exchange: Exchange, room: Room): void {
  changeConference(exchange, room, { status: 'in-progress' });
  tellConference(exchange, room, 'conference-start', {});
  for (const one of room.present.values()) {
    settleMusic(exchange, room, one);
    settleHearing(exchange, room, one);
    watchSpeech(exchange, room, one);
  }
}

/** Takes one out of the room, once, and tells the application; the conference may end with it. */
function depart(exchange: Exchange, room: Room, one: Present, exit: Exit): void {
  if (!room.present.delete(one.callSid)) return;
  stopMusic(exchange, one);
  for (const strand of one.announcements) strand.interrupt('taken-over');
  one.watch?.interrupt('taken-over');
  stopAllHearing(exchange, room, one);
  const participant = forgetParticipant(exchange, one.callSid);
  tellLeave(exchange, room, participant, exit.reason);
  if (!exchange.rooms.has(room.sid)) return;
  if (participant.endsOnExit) {
    const how = exit.isKicked ? 'kicked' : 'left';
    endRoom(exchange, room, `participant-with-end-conference-on-exit-${how}`, participant);
    return;
  }
  if (one.beeps.onExit && conferenceOf(exchange, room).status === 'in-progress') {
    soundInRoom(exchange, room, { samples: exitBeep(), heard: { kind: 'beep', text: 'exit' } });
  }
  endWhenEmpty(exchange, room, exit.isKicked ? 'last-participant-kicked' : 'last-participant-left', participant);
}

/** Removes a participant, and returns what it last was. */
export function forgetParticipant(exchange: Exchange, callSid: string): ConferenceParticipant {
  const participant = participantOf(exchange, callSid);
  removeRow(exchange, 'participants', callSid);
  return participant;
}

// Told when it begins and when it ends; only watched when somebody wants to know.
function watchSpeech(exchange: Exchange, room: Room, one: Present): void {
  if (one.watch || !isWanted(conferenceOf(exchange, room), 'participant-speech-start')) return;
  one.watch = spawn(exchange, tellOfSpeech(exchange, room, one));
}

function* tellOfSpeech(exchange: Exchange, room: Room, one: Present): Task {
  const { far } = one.line;
  for (;;) {
    yield* until<void>((resolve) => {
      const begun = () => {
        if (far.busyUntilMs > exchange.clock.nowMs() && isAudible(exchange, room, one)) resolve();
      };
      far.listeners.add(begun);
      return () => void far.listeners.delete(begun);
    });
    tellConference(exchange, room, 'participant-speech-start', { participant: participantOf(exchange, one.callSid) });
    for (let restMs = 1; restMs > 0; restMs = far.busyUntilMs - exchange.clock.nowMs()) {
      yield* wait(exchange.clock, restMs);
    }
    tellConference(exchange, room, 'participant-speech-stop', { participant: participantOf(exchange, one.callSid) });
  }
}
