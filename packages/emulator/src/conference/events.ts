import { deliver } from '../callbacks.ts';
import { type Exchange, spawn } from '../exchange.ts';
import { rfc2822 } from '../parameters.ts';
import { callOf } from '../world.ts';
import type { Conference, ConferenceEvent, ConferenceParticipant, LeaveReason } from './conference.ts';
import { changeConference, conferenceOf, type Room } from './room.ts';

type EventName =
  | `conference-${'start' | 'end'}`
  | `participant-${'join' | 'leave' | 'mute' | 'unmute' | 'hold' | 'unhold' | 'modify'}`
  | `participant-speech-${'start' | 'stop'}`
  | `announcement-${'end' | 'fail'}`;

const kindOf: Record<EventName, ConferenceEvent> = {
  'conference-start': 'start',
  'conference-end': 'end',
  'participant-join': 'join',
  'participant-leave': 'leave',
  'participant-mute': 'mute',
  'participant-unmute': 'mute',
  'participant-hold': 'hold',
  'participant-unhold': 'hold',
  'participant-modify': 'modify',
  'participant-speech-start': 'speaker',
  'participant-speech-stop': 'speaker',
  'announcement-end': 'announcement',
  'announcement-fail': 'announcement',
};

export function isWanted({ callback }: Conference, event: EventName): boolean {
  return callback?.events.includes(kindOf[event]) ?? false;
}

// The number of Twilio's error for a conference callback that is answered badly.
const undelivered = 16011;

/**
 * Tells the application of an event, if whoever opened the conference wanted it. These requests carry none of the standard
 * parameters of calls.
 *
 * @see https://www.twilio.com/docs/voice/twiml/conference#statuscallback (stored copy, read 2026-11-21)
 */
export function tellConference(
  exchange: Exchange,
  room: { sid: string },
  event: EventName,
  {
    participant,
    params: more = {},
  }: { participant?: ConferenceParticipant; params?: Record<string, string | undefined> },
): void {
  const known = conferenceOf(exchange, room);
  if (!known.callback || !isWanted(known, event)) return;
  const { callback, ...conference } = changeConference(exchange, room, { told: known.told + 1 });
  const params: Record<string, string> = {
    AccountSid: conference.accountSid,
    ConferenceSid: conference.sid,
    FriendlyName: conference.friendlyName,
    // That it begins with 1 and counts only what is sent is unconfirmed; the documentation shows a 1.
    SequenceNumber: String(conference.told),
    StatusCallbackEvent: event,
    Timestamp: rfc2822(exchange.clock.nowMs()),
    ...(participant ? participantParameters(participant) : {}),
  };
  for (const [name, value] of Object.entries(more)) if (value !== undefined) params[name] = value;
  spawn(exchange, deliver(exchange, participant?.sid ?? conference.callSid, known.callback, params, undelivered));
}

function participantParameters(participant: ConferenceParticipant): Record<string, string> {
  const { coachedCallSid, label } = participant;
  return {
    CallSid: participant.sid,
    Muted: String(participant.isMuted),
    Hold: String(participant.isHeld),
    Coaching: String(coachedCallSid !== undefined),
    // [MEM] not in Twilio's table of parameters.
    ...(coachedCallSid ? { CallSidToCoach: coachedCallSid } : {}),
    EndConferenceOnExit: String(participant.endsOnExit),
    StartConferenceOnEnter: String(participant.startsOnEnter),
    ...(label ? { ParticipantLabel: label } : {}),
  };
}

export function tellLeave(exchange: Exchange, room: Room, participant: ConferenceParticipant, why: LeaveReason): void {
  tellConference(exchange, room, 'participant-leave', {
    participant,
    params: { ParticipantCallStatus: callOf(exchange.world, participant.sid).status, ReasonParticipantLeft: why },
  });
}
