import type { Play, Prompt, Say } from '@offhook/twiml';
import {
  CodecFailed,
  decodeAudio,
  dtmf,
  lazySpeech,
  lengthMsOf,
  type Samples,
  type Sound,
  SpeechFailed,
  spokenLengthMs,
  UnreadableAudio,
  voiceFor,
} from '../audio/index.ts';
import { resolveUrl } from '../document.ts';
import { inOwnTurn, outside, type Task, wait } from '../task.ts';
import { WebhookFailed } from '../webhook.ts';
import { fetchMedia } from '../webhooks/media.ts';
import { noteVerb, warnOf } from './note-verb.ts';
import type { Stage } from './outcome.ts';
import { speakableParts } from './say-text.ts';
import { repeats, soundOut } from './sounding.ts';

/** Says, plays or waits, to its end. Also what stands inside a Gather. What cannot be said or played is skipped. */
export function* runPrompt(stage: Stage, prompt: Prompt): Task {
  if (prompt.verb === 'pause') return yield* wait(stage.exchange.clock, pauseMs(stage, prompt.length));
  const times = timesOf(stage, prompt);
  const sound = prompt.verb === 'say' ? yield* speechOf(stage, prompt) : yield* playedBy(stage, prompt);
  // What lasts no time must not be repeated for ever.
  if (!sound || lengthMsOf(sound) === 0) return;
  const text = prompt.verb === 'say' ? prompt.text : prompt.digits || prompt.url;
  const kind = prompt.verb === 'play' && prompt.digits ? 'digits' : prompt.verb;
  for (let time = 0; time < times; time += 1) yield* soundOut(stage, sound, { kind, text });
}

/** Runs one of the prompts inside another verb, noted as the `child`-th thing in it. */
export function* runNested(stage: Stage, prompt: Prompt, ...child: number[]): Task {
  const inner = { ...stage, path: [...stage.path, ...child] };
  noteVerb(inner, prompt);
  // "You cannot use the digits attribute inside Gather": https://www.twilio.com/docs/voice/twiml/play (read 2026-11-21).
  if (prompt.verb === 'play' && prompt.digits) {
    warnOf(inner, 12200, '<Play digits> cannot be used inside another verb; it is skipped');
    return;
  }
  yield* runPrompt(inner, prompt);
}

function pauseMs(stage: Stage, seconds = 1): number {
  if (seconds >= 0) return seconds * 1000;
  warnOf(stage, 13910, `length="${seconds}" of <Pause> must not be negative; 1 counts`);
  return 1000;
}

function timesOf(stage: Stage, { verb, loop }: Say | Play): number {
  if (loop === undefined || (Number.isInteger(loop) && loop >= 0)) return repeats(loop);
  const isSay = verb === 'say';
  const element = isSay ? 'Say' : 'Play';
  warnOf(stage, isSay ? 13510 : 13410, `loop="${loop}" of <${element}> is no whole number from 0 on; 1 counts`);
  return 1;
}

/** Speech that is only made if somebody listens; how long it takes is known for all words that were ever spoken. */
function* speechOf(stage: Stage, prompt: Say): Task<Sound | undefined> {
  const parts = speakableParts(stage, prompt);
  if (!parts) return undefined;
  const voice = voiceFor(prompt.voice);
  try {
    const lengthMs = yield* inOwnTurn(stage.exchange.clock, spokenLengthMs(parts, voice));
    return lazySpeech(parts, voice, lengthMs);
  } catch (error) {
    if (!(error instanceof SpeechFailed)) throw error;
    warnOf(stage, 13520, `<Say> could not be spoken: ${error.message}`);
    return undefined;
  }
}

function* playedBy(stage: Stage, { digits, url }: Play): Task<Sound | undefined> {
  if (digits) {
    if (/^[0-9A-D#*wW]+$/i.test(digits)) return dtmf(digits);
    warnOf(stage, 13430, `digits="${digits}" of <Play> may have 0-9, A-D, #, *, w and W only; it is skipped`);
    return undefined;
  }
  if (url === '') {
    warnOf(stage, 11100, '<Play> has neither a URL nor digits', 'error');
    return undefined;
  }
  return yield* outside(stage.exchange.clock, fetchAudio(stage, url));
}

// A file that is cached is decoded once for all calls that play it.
const decoded = new WeakMap<Uint8Array, Promise<Samples>>();

async function fetchAudio(stage: Stage, url: string): Promise<Samples | undefined> {
  const { exchange, line, document } = stage;
  const warn = (code: number, message: string) => warnOf(stage, code, `${url}: ${message}`, 'error', url);
  try {
    const { bytes, contentType } = await fetchMedia(exchange, line.callSid, resolveUrl(document, url));
    return await samplesIn(bytes, contentType);
  } catch (error) {
    if (error instanceof UnreadableAudio || error instanceof CodecFailed) warn(12300, error.message);
    else if (error instanceof WebhookFailed) warn(error.code, error.message);
    else warn(11200, String(error));
    return undefined;
  }
}

// A thread that died is asked again by the next call.
function samplesIn(bytes: Uint8Array, contentType: string): Promise<Samples> {
  const known = decoded.get(bytes);
  if (known) return known;
  const samples = decodeAudio(bytes, contentType);
  decoded.set(bytes, samples);
  samples.catch(() => decoded.delete(bytes));
  return samples;
}
