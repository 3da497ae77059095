import { announceTo } from '../conference/announcing.ts';
import type { Conference, ConferenceParticipant } from '../conference/conference.ts';
import { invite } from '../conference/inviting.ts';
import { isFreeLabel } from '../conference/labels.ts';
import { openRoom, type Present, participantOf, participantsOf, type Room } from '../conference/room.ts';
import { updateParticipant } from '../conference/updating.ts';
import { hangUp } from '../ending.ts';
import { type Exchange, noteCall } from '../exchange.ts';
import { rfc2822 } from '../parameters.ts';
import { callOf } from '../world.ts';
import { conferenceIsOver, knownConference } from './conferences.ts';
import { accountsPath, type Operation, type RestRequest } from './operation.ts';
import { pageOf } from './paging.ts';
import { announcementIn, changeIn } from './participant-changes.ts';
import { coachedIn, type ParticipantCall, participantFrom } from './participant-parameters.ts';
import { notFound, RestRefusal } from './refusals.ts';
import { accountPath } from './wire.ts';

const participants = `${accountsPath}/Conferences/{ConferenceSid}/Participants`;

export const participantOperations: readonly Operation[] = [
  { id: 'ListParticipant', method: 'GET', path: `${participants}.json`, run: listParticipants },
  { id: 'CreateParticipant', method: 'POST', path: `${participants}.json`, status: 201, run: createParticipant },
  {
    id: 'FetchParticipant',
    method: 'GET',
    path: `${participants}/{CallSid}.json`,
    run: (request) => participantJson(request.exchange, knownParticipant(request)),
  },
  { id: 'UpdateParticipant', method: 'POST', path: `${participants}/{CallSid}.json`, run: changeParticipant },
  { id: 'DeleteParticipant', method: 'DELETE', path: `${participants}/{CallSid}.json`, run: kickParticipant },
];

function listParticipants(request: RestRequest) {
  const { exchange, query, path } = request;
  const isWanted = (name: string, value: boolean) => (query.get(name) ?? String(value)) === String(value);
  const found = participantsOf(exchange, knownConference(request).sid)
    .filter(({ isMuted, isHeld }) => isWanted('Muted', isMuted) && isWanted('Hold', isHeld))
    .filter(({ coachedCallSid }) => isWanted('Coaching', coachedCallSid !== undefined))
    .reverse();
  const json = (participant: ConferenceParticipant) => participantJson(exchange, participant);
  return pageOf(found, { path, query, key: 'participants', json });
}

/** Calls somebody who joins on answering. A name in the place of the conference's SID opens the room if there is none. */
function createParticipant(request: RestRequest) {
  const { exchange, account, form } = request;
  const asked = participantFrom(exchange, account.sid, form);
  const where = roomNamed(request) ?? { ...asked.newRoom, accountSid: account.sid, friendlyName: nameIn(request) };
  if ('present' in where) refuseUnfit(exchange, where, asked);
  else if (asked.invitation.entrance.coachedCallSid) throw notThere(asked.invitation.entrance.coachedCallSid);
  const queueMs = Math.max(0, Math.round(exchange.dialling.nextAtMs - exchange.clock.nowMs()));
  const callSid = invite(exchange, asked.call, where, asked.invitation);
  for (const warning of asked.warnings) noteCall(exchange, callSid, { type: 'warned', level: 'warning', ...warning });
  return { ...participantJson(exchange, participantOf(exchange, callSid)), queue_time: String(queueMs) };
}

function roomNamed(request: RestRequest): Room | undefined {
  const { exchange, account, part } = request;
  const name = part('ConferenceSid');
  if (!/^CF[0-9a-f]{32}$/.test(name)) return openRoom(exchange, account.sid, name);
  const conference = knownConference(request);
  const room = exchange.rooms.get(conference.sid);
  if (!room) throw conferenceIsOver(conference);
  return room;
}

function nameIn({ part }: RestRequest): string {
  const name = part('ConferenceSid');
  if (name.length > 128) throw new RestRefusal(400, 16003, 'A conference needs a name of at most 128 characters');
  return name;
}

function refuseUnfit(exchange: Exchange, room: Room, { invitation, mostParticipants }: ParticipantCall): void {
  const { label, coachedCallSid } = invitation.entrance;
  if (label !== undefined && !isFreeLabel(exchange, room, label)) {
    throw new RestRefusal(400, 16026, `Participant label ${label} is in use by another participant`);
  }
  if (room.present.size + room.expected.size >= mostParticipants) {
    throw new RestRefusal(400, 16020, 'The conference is full');
  }
  if (coachedCallSid !== undefined) refuseUncoachable(exchange, room, coachedCallSid);
}

function refuseUncoachable(exchange: Exchange, room: Room, callSid: string): void {
  if (!room.present.has(callSid)) throw notThere(callSid);
  if (participantOf(exchange, callSid).isHeld) {
    throw new RestRefusal(400, 16027, `The participant ${callSid} to be coached is on hold`);
  }
}

function notThere(callSid: string): RestRefusal {
  return new RestRefusal(400, 16028, `The participant ${callSid} to be coached is not present in the conference`);
}

function changeParticipant(request: RestRequest) {
  const { exchange, form } = request;
  const participant = knownParticipant(request);
  const { room, one } = presence(exchange, participant);
  if (!one) throw new RestRefusal(400, 16001, `The participant ${participant.sid} is not connected yet`);
  const change = changeIn(form);
  const coached = coachedIn(form);
  if (coached) refuseUncoachable(exchange, room, coached);
  const changed = updateParticipant(exchange, room, one, { ...change, coachedCallSid: coached });
  const announcement = announcementIn(form);
  if (announcement && room.present.has(one.callSid)) announceTo(exchange, room, one, announcement);
  return participantJson(exchange, changed);
}

/** Takes somebody out of the conference: who called in goes on with its document, who was called is hung up. */
function kickParticipant(request: RestRequest): void {
  const { exchange } = request;
  const participant = knownParticipant(request);
  const { one } = presence(exchange, participant);
  if (one) one.exit({ reason: 'participant_updated_via_api', isKicked: true });
  else hangUp(exchange, participant.sid);
}

function presence(exchange: Exchange, participant: ConferenceParticipant): { room: Room; one?: Present } {
  const room = exchange.rooms.get(participant.conferenceSid);
  if (!room) throw new Error(`The conference of ${participant.sid} is over`);
  return { room, one: room.present.get(participant.sid) };
}

/** By call SID or by label; only who is there now or on the way. */
function knownParticipant(request: RestRequest): ConferenceParticipant {
  const { exchange, part, path } = request;
  const conference: Conference = knownConference(request);
  const key = part('CallSid');
  const found = participantsOf(exchange, conference.sid).find(({ sid, label }) => sid === key || label === key);
  if (!found) throw notFound(path);
  return found;
}

function participantJson(exchange: Exchange, participant: ConferenceParticipant) {
  const { sid, accountSid, conferenceSid } = participant;
  return {
    call_sid: sid,
    account_sid: accountSid,
    conference_sid: conferenceSid,
    label: participant.label ?? null,
    muted: participant.isMuted,
    hold: participant.isHeld,
    coaching: participant.coachedCallSid !== undefined,
    call_sid_to_coach: participant.coachedCallSid ?? null,
    start_conference_on_enter: participant.startsOnEnter,
    end_conference_on_exit: participant.endsOnExit,
    status: statusOf(exchange, participant),
    queue_time: null,
    date_created: rfc2822(participant.createdAtMs),
    date_updated: rfc2822(participant.updatedAtMs),
    uri: `${accountPath(accountSid)}/Conferences/${conferenceSid}/Participants/${sid}.json`,
  };
}

function statusOf(exchange: Exchange, participant: ConferenceParticipant) {
  const { status, dialledAtMs } = callOf(exchange.world, participant.sid);
  if (status === 'queued') return dialledAtMs === undefined ? 'queued' : 'connecting';
  if (status === 'ringing') return 'ringing';
  if (status !== 'in-progress') return 'complete';
  // One that just left, with its conference or without, is on no way there any more.
  const room = exchange.rooms.get(participant.conferenceSid);
  if (room?.present.has(participant.sid)) return 'connected';
  return room?.expected.has(participant.sid) ? 'connecting' : 'complete';
}
