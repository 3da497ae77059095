import { assertNever } from '@offhook/kit';
import { beep, dtmf, type Samples, synthesise, voiceFor } from '../audio/index.ts';
import { type Exchange, spawn } from '../exchange.ts';
import { durationMs, type Heard, hushFar, type Line, soundFar } from '../line.ts';
import { outside, type Task, until, wait } from '../task.ts';
import type { FarEnd } from './far-end.ts';
import type { Persona, Step } from './persona.ts';

/** What the script may do to the call; given, so that a script knows nothing of calls. */
export interface Conduct {
  hangUp: () => void;
}

/** Lets the persona act on an answered leg, until its steps are over or somebody takes over. */
export function startScript(exchange: Exchange, line: Line, farEnd: FarEnd, conduct: Conduct): void {
  farEnd.script = spawn(exchange, runScript(exchange, line, farEnd, conduct));
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

function* runScript(exchange: Exchange, line: Line, farEnd: FarEnd, conduct: Conduct): Task {
  const { persona } = farEnd;
  if (persona.kind === 'voicemail') {
    yield* wait(exchange.clock, greetingDelayMs);
    yield* sayAndWait(exchange, line, farEnd, persona.greeting);
    if (persona.beeps !== false) {
      yield* wait(exchange.clock, beepDelayMs);
      yield* soundAndWait(exchange, line, farEnd, { samples: beep(), said: { kind: 'beep', text: 'beep' } });
    }
    yield* wait(exchange.clock, machinePatienceSeconds * 1000);
    conduct.hangUp();
    return;
  }
  let actedAtMs = exchange.clock.nowMs();
  yield* wait(exchange.clock, reactionMs);
  for (const step of stepsOf(persona)) {
    if (step.do === 'hang-up') return conduct.hangUp();
    yield* takeStep(exchange, line, farEnd, { step, actedAtMs });
    if (step.do === 'press') actedAtMs = exchange.clock.nowMs();
  }
}

function* takeStep(
  exchange: Exchange,
  line: Line,
  farEnd: FarEnd,
  { step, actedAtMs }: { step: Exclude<Step, { do: 'hang-up' }>; actedAtMs: number },
): Task {
  switch (step.do) {
    case 'say':
      return yield* sayAndWait(exchange, line, farEnd, step.text);
    case 'press':
      return yield* soundAndWait(exchange, line, farEnd, keys(step.digits));
    case 'wait':
      return yield* wait(exchange.clock, step.seconds * 1000);
    case 'listen':
      return yield* listen(exchange, line, {
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
export function* speakingMs(exchange: Exchange, persona: Persona, text: string): Task<number> {
  return durationMs(yield* outside(exchange.clock, synthesise(text, farVoice(persona))));
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

function* sayAndWait(exchange: Exchange, line: Line, farEnd: FarEnd, text: string): Task {
  const samples = yield* outside(exchange.clock, synthesise(text, farVoice(farEnd.persona)));
  yield* soundAndWait(exchange, line, farEnd, { samples, said: { kind: 'say', text } });
}

function* soundAndWait(exchange: Exchange, line: Line, farEnd: FarEnd, what: Sound): Task {
  const lengthMs = sound(exchange, line, farEnd, what);
  try {
    yield* wait(exchange.clock, lengthMs);
  } catch (error) {
    hushFar(exchange, line);
    throw error;
  }
}

// Waits until the other side has said something since `sinceMs` and has then been quiet for a while.
function* listen(
  exchange: Exchange,
  line: Line,
  { sinceMs, quietMs, atMostMs }: { sinceMs: number; quietMs: number; atMostMs: number },
): Task {
  const giveUpAtMs = exchange.clock.nowMs() + atMostMs;
  for (;;) {
    const nowMs = exchange.clock.nowMs();
    const isSpokenTo = line.near.busyUntilMs > sinceMs;
    const dueMs = Math.min(giveUpAtMs, isSpokenTo ? line.near.busyUntilMs + quietMs : giveUpAtMs);
    if (dueMs <= nowMs) return;
    yield* until<void>((resolve) => {
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
