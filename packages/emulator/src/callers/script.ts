import { assertNever } from '@offhook/kit';
import { beep, dtmf, type Samples, synthesise, voiceFor } from '../audio/index.ts';
import { type Exchange, inBackground } from '../exchange.ts';
import { durationMs, type Heard, hushFar, type Line, soundFar } from '../line.ts';
import { until, wait } from '../waiting.ts';
import type { FarEnd } from './far-end.ts';
import type { Persona, Step } from './persona.ts';

/** What the script may do to the call; given, so that a script knows nothing of calls. */
export interface Conduct {
  hangUp: () => void;
}

/** Lets the persona act on an answered leg, until its steps are over or somebody takes over. */
export function startScript(exchange: Exchange, line: Line, farEnd: FarEnd, conduct: Conduct): void {
  inBackground(exchange, runScript(exchange, line, farEnd, conduct));
}

const machinePatienceSeconds = 120;

/** From picking up to the first word: nobody speaks in the instant of answering, and nobody would hear it. */
export const reactionMs = 400;
export const greetingDelayMs = 500;
export const beepDelayMs = 300;

/** The steps of a persona; those who never answer have none. */
export function stepsOf(persona: Persona): Step[] {
  return persona.kind === 'person' ? persona.steps : [];
}

async function runScript(exchange: Exchange, line: Line, farEnd: FarEnd, conduct: Conduct): Promise<void> {
  const { persona } = farEnd;
  const { signal } = farEnd.script;
  if (persona.kind === 'voicemail') {
    await wait(exchange.clock, greetingDelayMs, signal);
    await sayAndWait(exchange, line, farEnd, persona.greeting);
    if (persona.beeps !== false) {
      await wait(exchange.clock, beepDelayMs, signal);
      await soundAndWait(exchange, line, farEnd, { samples: beep(), said: { kind: 'beep', text: 'beep' } });
    }
    await wait(exchange.clock, machinePatienceSeconds * 1000, signal);
    conduct.hangUp();
    return;
  }
  let actedAtMs = exchange.clock.nowMs();
  await wait(exchange.clock, reactionMs, signal);
  for (const step of stepsOf(persona)) {
    if (step.do === 'hang-up') return conduct.hangUp();
    await takeStep(exchange, line, farEnd, { step, actedAtMs });
    if (step.do === 'press') actedAtMs = exchange.clock.nowMs();
  }
}

async function takeStep(
  exchange: Exchange,
  line: Line,
  farEnd: FarEnd,
  { step, actedAtMs }: { step: Exclude<Step, { do: 'hang-up' }>; actedAtMs: number },
): Promise<void> {
  switch (step.do) {
    case 'say':
      return sayAndWait(exchange, line, farEnd, step.text);
    case 'press':
      return soundAndWait(exchange, line, farEnd, keys(step.digits));
    case 'wait':
      return wait(exchange.clock, step.seconds * 1000, farEnd.script.signal);
    case 'listen':
      return listen(exchange, line, farEnd, {
        sinceMs: actedAtMs,
        quietMs: (step.quietSeconds ?? 1) * 1000,
        atMostMs: (step.atMostSeconds ?? 60) * 1000,
      });
    default:
      return assertNever(step);
  }
}

/** Says something at the far end; resolves when it begins, with how long it takes in milliseconds. */
export async function sayFar(exchange: Exchange, line: Line, farEnd: FarEnd, text: string): Promise<number> {
  const samples = await exchange.clock.during(synthesise(text, farVoice(farEnd.persona)));
  if (farEnd.state !== 'in-call') return 0;
  return sound(exchange, line, farEnd, { samples, said: { kind: 'say', text } });
}

/** Presses keys at the far end; returns how long it takes in milliseconds. */
export function pressFar(exchange: Exchange, line: Line, farEnd: FarEnd, digits: string): number {
  return sound(exchange, line, farEnd, keys(digits));
}

/** How long a persona takes to say a text, in milliseconds. */
export async function speakingMs(exchange: Exchange, persona: Persona, text: string): Promise<number> {
  return durationMs(await exchange.clock.during(synthesise(text, farVoice(persona))));
}

function farVoice(persona: Persona) {
  return ('voice' in persona ? persona.voice : undefined) ?? voiceFor('man');
}

interface Sound {
  samples: Samples;
  said: Heard;
}

function keys(digits: string): Sound {
  return { samples: dtmf(digits), said: { kind: 'digits', text: digits.replace(/w/gi, '') } };
}

function sound(exchange: Exchange, line: Line, farEnd: FarEnd, { samples, said }: Sound): number {
  farEnd.said.push({ ...said, atMs: exchange.clock.nowMs() });
  soundFar(exchange, line, samples, said);
  return durationMs(samples);
}

async function sayAndWait(exchange: Exchange, line: Line, farEnd: FarEnd, text: string): Promise<void> {
  const samples = await exchange.clock.during(synthesise(text, farVoice(farEnd.persona)));
  await soundAndWait(exchange, line, farEnd, { samples, said: { kind: 'say', text } });
}

async function soundAndWait(exchange: Exchange, line: Line, farEnd: FarEnd, what: Sound): Promise<void> {
  const { signal } = farEnd.script;
  signal.throwIfAborted();
  const lengthMs = sound(exchange, line, farEnd, what);
  try {
    await wait(exchange.clock, lengthMs, signal);
  } catch (error) {
    hushFar(exchange, line);
    throw error;
  }
}

// Waits until the other side has said something since `sinceMs` and has then been quiet for a while.
async function listen(
  exchange: Exchange,
  line: Line,
  farEnd: FarEnd,
  { sinceMs, quietMs, atMostMs }: { sinceMs: number; quietMs: number; atMostMs: number },
): Promise<void> {
  const { signal } = farEnd.script;
  const giveUpAtMs = exchange.clock.nowMs() + atMostMs;
  for (;;) {
    const nowMs = exchange.clock.nowMs();
    const isSpokenTo = line.near.busyUntilMs > sinceMs;
    const dueMs = Math.min(giveUpAtMs, isSpokenTo ? line.near.busyUntilMs + quietMs : giveUpAtMs);
    if (dueMs <= nowMs) return;
    await until<void>(signal, (resolve) => {
      const timer = exchange.clock.after(dueMs - nowMs, resolve);
      const changed = () => resolve();
      line.near.listeners.add(changed);
      return () => {
        timer.cancel();
        line.near.listeners.delete(changed);
      };
    });
  }
}
