import type { Target } from '../call.ts';

// Hyphens, while the reasons why a participant left have underscores; [DOC] https://www.twilio.com/docs/voice/twiml/conference
export type EndReason =
  | 'conference-ended-via-api'
  | 'participant-with-end-conference-on-exit-left'
  | 'participant-with-end-conference-on-exit-kicked'
  | 'last-participant-kicked'
  | 'last-participant-left';

export type LeaveReason =
  | 'conference_ended_via_api'
  | 'moderator_ended_conference'
  | 'participant_updated_via_api'
  | 'participant_hung_up'
  | 'participant_add_failed';

/** The kinds of event that an application can ask to be told of. */
export const conferenceEvents = [
  'start',
  'end',
  'join',
  'leave',
  'mute',
  'hold',
  'modify',
  'speaker',
  'announcement',
] as const;

export type ConferenceEvent = (typeof conferenceEvents)[number];

export interface ConferenceCallback extends Target {
  events: ConferenceEvent[];
}

/** A conference of an account, as it is remembered: one in progress for each name, and any number that are over. */
export interface Conference {
  sid: string;
  accountSid: string;
  friendlyName: string;
  status: 'init' | 'in-progress' | 'completed';
  region: string;
  reasonEnded?: EndReason;
  callSidEnding?: string;
  /** The call that opened it; requests about the whole conference are noted there. */
  callSid: string;
  /** Whom the one who opened it wanted told; nobody changes that later. */
  callback?: ConferenceCallback;
  /** Whether it ended with the emulator, and the application has yet to be told. */
  isEndUntold?: boolean;
  /** How many events the application was told of. */
  told: number;
  createdAtMs: number;
  updatedAtMs: number;
}

/** Somebody who is in a conference or on the way there; removed when he leaves. The SID is that of the call. */
export interface ConferenceParticipant {
  sid: string;
  accountSid: string;
  conferenceSid: string;
  label?: string;
  isMuted: boolean;
  isHeld: boolean;
  /** Set: only this participant hears him. */
  coachedCallSid?: string;
  startsOnEnter: boolean;
  endsOnExit: boolean;
  createdAtMs: number;
  updatedAtMs: number;
}
