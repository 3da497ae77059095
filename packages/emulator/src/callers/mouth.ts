import { dtmf, lineNoise, type Sound, speechLengthMs, synthesise, type Voice, voiceFor } from '../audio/index.ts';
import { tone } from '../audio/tones.ts';
import type { Exchange } from '../exchange.ts';
import { durationMs, type Heard, hushFar, type Line, soundFar } from '../line.ts';
import { inOwnTurn, type Task, until, wait } from '../task.ts';
import type { FarEnd } from './far-end.ts';
import type { Persona } from './persona.ts';
import type { Speech } from './step.ts';

/** One who acts at the far end of an answered leg. */
export interface Actor {
  exchange: Exchange;
  line: Line;
  farEnd: FarEnd;
}

export interface Utterance {
  sound: Sound;
  said: Heard;
}

export function voiceOf(persona: Persona): Voice {
  return ('voice' in persona ? persona.voice : undefined) ?? voiceFor('man');
}

/** Says something at the far end; resolves when it begins, with how long it takes in milliseconds. */
export async function sayFar(exchange: Exchange, line: Line, farEnd: FarEnd, text: string): Promise<number> {
  const voice = voiceOf(farEnd.persona);
  const sound = await exchange.clock.during(synthesise(text, voice));
  if (farEnd.state !== 'in-call') return 0;
  return utter({ exchange, line, farEnd }, { sound, said: { kind: 'say', text } });
}

/** Presses keys at the far end; returns how long it takes in milliseconds. */
export function pressFar(exchange: Exchange, line: Line, farEnd: FarEnd, digits: string): number {
  return utter({ exchange, line, farEnd }, keys(digits));
}

export function keys(digits: string): Utterance {
  return { sound: dtmf(digits), said: { kind: 'digits', text: digits.replace(/w/gi, '') } };
}

/** A steady tone, which is only computed when somebody listens. */
export function toned(said: Heard, { hz, ms }: { hz: number; ms: number }): Utterance {
  const render = () => tone({ frequenciesHz: [hz], durationMs: ms, amplitude: 0.4 });
  return { sound: { lengthMs: ms, render }, said };
}

/** Speech as it is to be heard; words take as long as this voice needs for them. */
export function* spoken({ exchange, farEnd }: Actor, speech: Speech): Task<Utterance> {
  const voice = voiceOf(farEnd.persona);
  if (typeof speech !== 'string') return babble(speech.seconds * 1000, voice);
  const lengthMs = yield* inOwnTurn(exchange.clock, speechLengthMs(speech, voice));
  return { sound: { lengthMs, render: () => synthesise(speech, voice) }, said: { kind: 'say', text: speech } };
}

// Without a pause, so that it is one stretch of speech; said slowly it lasts about two seconds.
const babbled = 'well so what I mean to say is that we ought to see ';

function babble(lengthMs: number, voice: Voice): Utterance {
  const render = () => synthesise(babbled.repeat(Math.ceil(lengthMs / 1000)), voice);
  return { sound: { lengthMs, render }, said: { kind: 'say', text: '' } };
}

/** Lets something be heard from the far end, once whatever else it says is over, and waits for its end. */
export function* utterAndWait(actor: Actor, utterance: Utterance): Task {
  const { exchange, line } = actor;
  yield* untilQuiet(actor, () => line.far.ownUntilMs);
  const lengthMs = utter(actor, utterance);
  try {
    yield* wait(exchange.clock, lengthMs);
  } catch (error) {
    hushFar(exchange, line);
    throw error;
  }
}

/**
 * Waits until the moment that `untilMs` gives, which may change whenever either side of the leg sounds or falls silent. It
 * ends in a turn of its own, never in that of whoever sounds: what follows may hang up.
 */
export function* untilQuiet({ exchange: { clock }, line }: Actor, untilMs: () => number): Task {
  if (untilMs() <= clock.nowMs()) return;
  yield* until<void>((resolve) => {
    const due = () => {
      if (untilMs() <= clock.nowMs()) resolve();
      else timer = inTime();
    };
    const inTime = () => clock.after(untilMs() - clock.nowMs(), due);
    let timer = inTime();
    const changed = () => {
      timer.cancel();
      timer = inTime();
    };
    line.near.listeners.add(changed);
    line.far.listeners.add(changed);
    return () => {
      timer.cancel();
      line.near.listeners.delete(changed);
      line.far.listeners.delete(changed);
    };
  });
}

// Longer than any call.
const hissesMs = 86_400_000;

/** Lets the line hiss, if the persona has it so. It is no sound of the far end: nobody is kept waiting by it. */
export function hiss({ exchange, line, farEnd: { persona } }: Actor): void {
  if (!('noiseDbfs' in persona) || persona.noiseDbfs === undefined) return;
  const seed = Math.floor(exchange.random.next() * 2 ** 31);
  const noise = lineNoise(hissesMs, { seed, levelDbfs: persona.noiseDbfs });
  line.far.timeline.add(exchange.clock.nowMs() - line.far.originMs, noise);
}

function utter({ exchange, line, farEnd }: Actor, { sound, said }: Utterance): number {
  const lengthMs = durationMs(sound);
  const isSecret = said.kind === 'digits' && line.takeKey !== undefined;
  const text = isSecret ? '*'.repeat(said.text.length) : said.text;
  farEnd.said.push({ ...said, text, atMs: exchange.clock.nowMs(), lengthMs });
  soundFar(exchange, line, sound, said);
  return lengthMs;
}
