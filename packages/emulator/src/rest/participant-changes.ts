import type { Target } from '../call.ts';
import { musicAt } from '../conference/music.ts';
import type { ParticipantChange } from '../conference/updating.ts';
import { readForm } from './form.ts';

const known = [
  'Muted Hold HoldUrl HoldMethod AnnounceUrl AnnounceMethod WaitUrl WaitMethod BeepOnExit EndConferenceOnExit',
  'Coaching CallSidToCoach',
].flatMap((line) => line.split(' '));

/** What an update request wants changed, but for the coaching. */
export function changeIn(params: URLSearchParams): ParticipantChange {
  const form = readForm(params, known);
  const muted = form.text('Muted');
  const isHeld = form.flag('Hold');
  const holdUrl = form.url('HoldUrl');
  // The only method of Twilio's that is GET unless asked otherwise.
  const holdMethod = form.word('HoldMethod', ['GET', 'POST'] as const, 21209) ?? 'GET';
  const hasWait = params.has('WaitUrl');
  return {
    // Anything but true and false counts as false: https://www.twilio.com/docs/voice/api/conference-participant-resource
    isMuted: muted === undefined ? undefined : muted.toLowerCase() === 'true',
    isHeld,
    hold: holdUrl !== undefined || isHeld ? musicAt(holdUrl, holdMethod) : undefined,
    wait: hasWait ? musicAt(form.url('WaitUrl') ?? '', form.method('WaitMethod')) : undefined,
    beepsOnExit: form.flag('BeepOnExit'),
    endsOnExit: form.flag('EndConferenceOnExit'),
  };
}

export function announcementIn(params: URLSearchParams): Target | undefined {
  return readForm(params, known).target('AnnounceUrl', 'AnnounceMethod');
}
