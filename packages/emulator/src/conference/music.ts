import { holdMusic } from '../audio/index.ts';
import type { Method } from '../call.ts';
import { type Exchange, noteCall, spawn } from '../exchange.ts';
import { hushNear, soundNear } from '../line.ts';
import type { Task } from '../task.ts';
import { WebhookFailed } from '../webhook.ts';
import { playDocuments } from './documents.ts';
import { conferenceOf, type Music, type Present, participantOf, type Room } from './room.ts';

// The longest call there is, four hours: music is computed when somebody listens, so its length costs nothing.
const musicMs = 14_400_000;

// Twilio's own hold music, of which ours is the stand-in: it is not fetched from the network.
const twiliosMusic = /^https?:\/\/((www\.)?twimlets\.com\/holdmusic|([\w.-]+\/)?com\.twilio\.music\.)/;

/** What a waitUrl stands for: the usual music when there is none, silence when it is empty. */
export function musicAt(url: string | undefined, method: Method = 'POST'): Music {
  if (url === undefined || twiliosMusic.test(url)) return 'hold music';
  return url === '' ? 'silence' : { url, method };
}

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
