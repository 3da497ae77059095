import { hangUp } from '../ending.ts';
import type { Exchange } from '../exchange.ts';
import type { ConferenceParticipant, EndReason } from './conference.ts';
import { tellConference } from './events.ts';
import { keepRecording } from './recording.ts';
import { changeConference, closeRoom, type Room } from './room.ts';

const sentences: Record<EndReason, string> = {
  'conference-ended-via-api': 'Conference ended via API',
  'participant-with-end-conference-on-exit-left': 'Participant with endConferenceOnExit left the conference',
  'participant-with-end-conference-on-exit-kicked': 'Participant with endConferenceOnExit was kicked',
  'last-participant-kicked': 'Last participant was kicked',
  'last-participant-left': 'Last participant left',
};

/** Ends a conference, once: everybody leaves, who is on the way is hung up, and whoever dials the name next opens another. */
export function endRoom(exchange: Exchange, room: Room, reason: EndReason, by?: ConferenceParticipant): void {
  if (!closeRoom(exchange, room)) return;
  changeConference(exchange, room, { status: 'completed', reasonEnded: reason, callSidEnding: by?.sid });
  for (const strand of room.announcing) strand.interrupt('taken-over');
  keepRecording(exchange, room);
  const why = by ? 'moderator_ended_conference' : 'conference_ended_via_api';
  for (const one of [...room.present.values()]) one.exit({ reason: why });
  for (const callSid of [...room.expected]) hangUp(exchange, callSid);
  tellEnd(exchange, room, reason, by);
}

export function tellEnd(
  exchange: Exchange,
  room: { sid: string },
  reason: EndReason,
  by?: ConferenceParticipant,
): void {
  tellConference(exchange, room, 'conference-end', {
    params: {
      CallSidEndingConference: by?.sid,
      ParticipantLabelEndingConference: by?.label,
      ReasonConferenceEnded: reason,
      Reason: sentences[reason],
    },
  });
}

/** Ends a conference in which nobody is left and for which no telephone rings. */
export function endWhenEmpty(exchange: Exchange, room: Room, reason: EndReason, by: ConferenceParticipant): void {
  if (room.present.size === 0 && room.expected.size === 0) endRoom(exchange, room, reason, by);
}
