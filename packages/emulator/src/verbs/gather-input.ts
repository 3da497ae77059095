import type { Exchange } from '../exchange.ts';
import type { Heard, Line } from '../line.ts';
import { saidUntil } from '../streams/speech.ts';
import type { GatherSettings } from './gather-settings.ts';

/** Something that was said, from when until when. */
interface Utterance {
  text: string;
  fromMs: number;
  lengthMs: number;
  toMs: number;
}

/** What the caller has put in so far. Whatever is detected first, keys or speech, is what counts. */
export interface Input {
  type?: 'keys' | 'speech';
  digits: string;
  finishedOn: string;
  isComplete: boolean;
  lastKeyAtMs: number;
  utterances: Utterance[];
  /** Called after everything that is put in. */
  changed: () => void;
  stop: () => void;
}

/** Listens for keys and words until it is stopped. */
export function listenForInput(exchange: Exchange, line: Line, settings: GatherSettings): Input {
  const { clock } = exchange;
  const stops: (() => void)[] = [];
  const input: Input = {
    digits: '',
    finishedOn: '',
    isComplete: false,
    lastKeyAtMs: clock.nowMs(),
    utterances: [],
    changed: () => undefined,
    stop: () => {
      for (const stop of stops) stop();
    },
  };
  if (settings.hearsKeys) stops.push(listenForKeys(exchange, line, settings, input));
  if (settings.hearsSpeech) {
    stops.push(listenForSpeech(exchange, line, input));
  }
  return input;
}

function listenForKeys({ clock }: Exchange, line: Line, settings: GatherSettings, input: Input): () => void {
  const pressed = (key: string) => {
    if (input.isComplete || input.type === 'speech') return;
    input.type = 'keys';
    input.lastKeyAtMs = clock.nowMs();
    if (key === settings.finishOnKey) {
      input.isComplete = true;
      input.finishedOn = key;
    } else {
      input.digits += key;
      input.isComplete = input.digits.length >= settings.numDigits;
    }
    input.changed();
  };
  line.keyListeners.add(pressed);
  return () => void line.keyListeners.delete(pressed);
}

function listenForSpeech(exchange: Exchange, line: Line, input: Input): () => void {
  const { clock } = exchange;
  const said = ({ kind, text, lengthMs }: Heard & { lengthMs: number }) => {
    if ((kind !== 'say' && kind !== 'voice') || lengthMs === 0 || input.type === 'keys') return;
    addUtterance(input, text, clock.nowMs(), lengthMs);
    input.changed();
  };
  const cut = () => {
    if (input.utterances.length === 0 || line.far.ownUntilMs > clock.nowMs()) return;
    for (const utterance of input.utterances) utterance.toMs = Math.min(utterance.toMs, clock.nowMs());
    input.changed();
  };
  hearTheRest(exchange, line, input);
  line.speechListeners.add(said);
  line.far.listeners.add(cut);
  return () => {
    line.speechListeners.delete(said);
    line.far.listeners.delete(cut);
  };
}

// Who is speaking already is heard from here on.
function hearTheRest({ clock, farEnds }: Exchange, line: Line, input: Input): void {
  const nowMs = clock.nowMs();
  const last = farEnds.get(line.callSid)?.said.findLast(({ kind }) => kind === 'say');
  if (!last || last.atMs + last.lengthMs <= nowMs || line.far.ownUntilMs <= nowMs) return;
  const text = last.text.slice(saidUntil(last.text, (nowMs - last.atMs) / last.lengthMs).length);
  const toMs = last.atMs + last.lengthMs;
  addUtterance(input, text, nowMs, toMs - nowMs);
}

const sameBreathMs = 100;

// A voice without words keeps the Gather waiting, but it is no result, and keys still count after it.
function addUtterance(input: Input, text: string, fromMs: number, lengthMs: number): void {
  const isWordless = text.trim() === '';
  if (!isWordless) input.type = 'speech';
  const last = input.utterances.at(-1);
  const toMs = fromMs + lengthMs;
  if (isWordless && last?.text.trim() === '' && last.toMs + sameBreathMs >= fromMs) last.toMs = toMs;
  else input.utterances.push({ text, fromMs, lengthMs, toMs });
}

/** All the words that were said by a moment. */
export function wordsBy({ utterances }: Input, atMs: number): string {
  return utterances
    .map(({ text, fromMs, toMs, lengthMs }) =>
      lengthMs === 0 ? text : saidUntil(text, (Math.min(toMs, atMs) - fromMs) / lengthMs),
    )
    .map((words) => words.trim())
    .filter((words) => words !== '')
    .join(' ');
}

/** When the last of the words ends, or ended. */
function speechEndsMs({ utterances }: Input): number {
  return Math.max(...utterances.map(({ toMs }) => toMs));
}

/** When input is over if nothing else is put in. Keys and silence are waited for from the end of the prompts on. */
export function dueAtMs(input: Input, settings: GatherSettings, promptedAtMs: number): number {
  if (input.type === 'keys') return Math.max(input.lastKeyAtMs, promptedAtMs) + settings.timeoutMs;
  const [first] = input.utterances;
  if (!first) return promptedAtMs + settings.timeoutMs;
  const silentAtMs = Math.max(speechEndsMs(input), promptedAtMs) + settings.speechTimeoutMs;
  return Math.min(silentAtMs, first.fromMs + settings.maxSpeechMs);
}
