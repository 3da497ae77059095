import { holdMusic } from '../audio/index.ts';
import { type Exchange, noteCall, spawn } from '../exchange.ts';
import { hushNear, soundNear } from '../line.ts';
import type { Task } from '../task.ts';
import { WebhookFailed } from '../webhook.ts';
import { playDocuments } from './documents.ts';
import { conferenceOf, participantOf, type Music, type Present, type Room } from './room.ts';

// The longest call there is, four hours: music is computed when somebody listens, so its length costs nothing.
const musicMs = 14_400_000;

/** Plays to one participant what fits: music while it is held or the conference has not begun, otherwise nothing. */
export function settleMusic(exchange: Exchange, room: Room, one: Present): void {
  stopMusic(exchange, one);
  const { isHeld } = participantOf(exchange, one.callSid);
  if (isHeld) playMusic(exchange, one, one.hold, () => undefined);
  else if (conferenceOf(exchange, room).status === 'init') {
    // "If the request to your waitUrl fails, the Conference will not be fully established" [DOC]: the caller goes on with
    // the action of Dial or the next verb. https://www.twilio.com/docs/voice/twiml/conference#waiturl
    playMusic(exchange, one, one.wait, () => one.exit({ reason: 'participant_add_failed' }));
  }
}

export function stopMusic(exchange: Exchange, one: Present): void {
  one.music?.interrupt('taken-over');
  one.music = undefined;
  hushNear(exchange, one.line);
}

function playMusic(exchange: Exchange, one: Present, music: Music, failed: () => void): void {
  if (music === 'silence') return;
  if (music === 'hold music') {
    soundNear(exchange, one.line, holdMusic(musicMs), { kind: 'play', text: 'hold music' });
    return;
  }
  const played = function* (): Task<boolean> {
    try {
      yield* playDocuments(exchange, one.line, music);
      return true;
    } catch (error) {
      if (!(error instanceof WebhookFailed)) throw error;
      const { code, url, message } = error;
      noteCall(exchange, one.callSid, { type: 'warned', code, message: `${url}: ${message}`, level: 'error', url });
      return false;
    }
  };
  const done = (isPlayed: boolean) => {
    if (!isPlayed) failed();
  };
  one.music = spawn(exchange, played(), { done });
}
