import type { RecordingPlan, Target } from '../call.ts';
import { type Exchange, newSid, putRow } from '../exchange.ts';
import { type Line, makeTrack, type Track } from '../line.ts';
import type { Strand } from '../task.ts';
import type { Conference, ConferenceCallback, ConferenceParticipant, LeaveReason } from './conference.ts';
import type { OpenConferenceRecording } from './recording.ts';

/** A conference that is not over: who is there, and what it sounds like. Survives nothing. */
export interface Room {
  sid: string;
  /** By call SID, in the order of joining. */
  present: Map<string, Present>;
  /** Calls that ring for it. */
  expected: Set<string>;
  /** Everything that is said to all; only rendered when it is recorded. */
  mix: Track;
  /** What announces something to everybody at this moment. */
  announcers: Set<Line>;
  announcing: Set<Strand>;
  /** What the first who asked for a recording wanted. */
  wantedRecording?: WantedRecording;
  recording?: OpenConferenceRecording;
}

export interface WantedRecording {
  plan: RecordingPlan;
  /** Told of the recording in the old way, unless `plan` has a callback. */
  eventCallbackUrl?: string;
}

/** What somebody hears who waits or is held; a document runs once. */
export type Music = 'hold music' | 'silence' | Target;

/** Somebody in the room. */
export interface Present {
  callSid: string;
  line: Line;
  beeps: { onEnter: boolean; onExit: boolean };
  wait: Music;
  hold: Music;
  /** What is played to this participant alone while it waits or is held. */
  music?: Strand;
  /** Announcements to it alone. */
  announcements: Set<Strand>;
  /** Watches whether it speaks, once somebody wants to know. */
  watch?: Strand;
  /** Lets it leave, once. */
  exit: (exit: Exit) => void;
}

export interface Exit {
  reason: LeaveReason;
  isKicked?: boolean;
}

/** The room of an account with that name, if one is open. */
export function openRoom(exchange: Exchange, accountSid: string, friendlyName: string): Room | undefined {
  return exchange.roomsByName.get(nameKey(accountSid, friendlyName));
}

// An account's SID has 34 characters, so that no two pairs share a key.
function nameKey(accountSid: string, friendlyName: string): string {
  return accountSid + friendlyName;
}

export interface NewRoom {
  accountSid: string;
  friendlyName: string;
  callSid: string;
  callback?: ConferenceCallback;
  region?: string;
}

/** Opens a conference; the settings of whoever opens it stay. */
export function makeRoom(exchange: Exchange, { region = 'us1', ...asked }: NewRoom): Room {
  const sid = newSid(exchange, 'CF');
  const nowMs = exchange.clock.nowMs();
  const times = { createdAtMs: nowMs, updatedAtMs: nowMs };
  putRow(exchange, 'conferences', { ...asked, sid, region, status: 'init', told: 0, ...times });
  const room: Room = {
    sid,
    present: new Map(),
    expected: new Set(),
    mix: makeTrack(nowMs),
    announcers: new Set(),
    announcing: new Set(),
  };
  exchange.rooms.set(sid, room);
  exchange.roomsByName.set(nameKey(asked.accountSid, asked.friendlyName), room);
  return room;
}

/** Takes a room out of those that are open; false when it was not. */
export function closeRoom(exchange: Exchange, room: Room): boolean {
  if (!exchange.rooms.delete(room.sid)) return false;
  const { accountSid, friendlyName } = conferenceOf(exchange, room);
  exchange.roomsByName.delete(nameKey(accountSid, friendlyName));
  return true;
}

export function conferenceOf(exchange: Exchange, { sid }: { sid: string }): Conference {
  const conference = exchange.world.tables.conferences.get(sid);
  if (!conference) throw new Error(`There is no conference ${sid}`);
  return conference;
}

export function participantOf(exchange: Exchange, callSid: string): ConferenceParticipant {
  const participant = exchange.world.tables.participants.get(callSid);
  if (!participant) throw new Error(`${callSid} is in no conference`);
  return participant;
}

export function changeConference(exchange: Exchange, room: { sid: string }, change: Partial<Conference>): Conference {
  const updatedAtMs = exchange.clock.nowMs();
  return putRow(exchange, 'conferences', { ...conferenceOf(exchange, room), ...change, updatedAtMs });
}

export function changeParticipant(
  exchange: Exchange,
  callSid: string,
  change: Partial<ConferenceParticipant>,
): ConferenceParticipant {
  const updatedAtMs = exchange.clock.nowMs();
  return putRow(exchange, 'participants', { ...participantOf(exchange, callSid), ...change, updatedAtMs });
}

/** The participants of a conference, also those whose telephones still ring, in the order of their calls. */
export function participantsOf(exchange: Exchange, conferenceSid: string): ConferenceParticipant[] {
  const room = exchange.rooms.get(conferenceSid);
  if (!room) return [];
  return [...room.present.keys(), ...room.expected]
    .map((callSid) => participantOf(exchange, callSid))
    .sort((a, b) => a.createdAtMs - b.createdAtMs);
}
