import type { AnsweredBy, DetectionPlan } from '../call.ts';
import type { Exchange } from '../exchange.ts';
import { type Task, wait } from '../task.ts';
import type { FarEnd } from './far-end.ts';
import type { Persona } from './persona.ts';
import { beepDelayMs, greetingDelayMs, reactionMs, speakingMs, stepsOf } from './script.ts';

export interface Verdict {
  answeredBy: AnsweredBy;
  afterMs: number;
}

/** Listens to an answered leg until it is clear who answered. Starts again when somebody else takes the far end over. */
export function* detect(exchange: Exchange, farEnd: FarEnd, plan: DetectionPlan): Task<Verdict> {
  const startedAtMs = exchange.clock.nowMs();
  for (;;) {
    const { persona } = farEnd;
    const begunAtMs = exchange.clock.nowMs();
    const verdict = verdictOn(persona, plan, yield* firstSpeechMs(exchange, persona));
    const spentMs = exchange.clock.nowMs() - begunAtMs;
    yield* wait(exchange.clock, Math.max(0, verdict.afterMs - spentMs));
    if (farEnd.persona === persona) return { ...verdict, afterMs: Math.round(exchange.clock.nowMs() - startedAtMs) };
  }
}

const handsetMs = 2000;
const beepMs = 500;

/** Who it turns out to be and when, from what it will say first (`speechMs`, undefined when it says nothing). */
export function verdictOn(persona: Persona, plan: DetectionPlan, speechMs: number | undefined): Verdict {
  const found = unlimitedVerdict(persona, plan, speechMs);
  if (found.afterMs <= plan.timeoutMs) return found;
  const isMidGreeting = plan.mode === 'DetectMessageEnd' && speechMs !== undefined;
  return { answeredBy: isMidGreeting ? 'machine_end_other' : 'unknown', afterMs: plan.timeoutMs };
}

function unlimitedVerdict(persona: Persona, plan: DetectionPlan, speechMs: number | undefined): Verdict {
  if ('detectedAs' in persona && persona.detectedAs) {
    return { answeredBy: persona.detectedAs.answeredBy, afterMs: persona.detectedAs.afterSeconds * 1000 };
  }
  if (persona.kind === 'voicemail' && speechMs !== undefined) return machineVerdict(persona, plan, speechMs);
  if (persona.kind === 'handset') return { answeredBy: 'human', afterMs: handsetMs };
  if (speechMs === undefined) return { answeredBy: 'unknown', afterMs: plan.silenceTimeoutMs };
  const spokenMs = Math.min(speechMs, plan.speechThresholdMs);
  return { answeredBy: 'human', afterMs: reactionMs + spokenMs + plan.speechEndThresholdMs };
}

function machineVerdict(
  persona: Extract<Persona, { kind: 'voicemail' }>,
  plan: DetectionPlan,
  speechMs: number,
): Verdict {
  if (plan.mode === 'Enable') {
    return { answeredBy: 'machine_start', afterMs: greetingDelayMs + plan.speechThresholdMs };
  }
  const greetedMs = greetingDelayMs + speechMs;
  return persona.beeps === false
    ? { answeredBy: 'machine_end_silence', afterMs: greetedMs + plan.speechEndThresholdMs }
    : { answeredBy: 'machine_end_beep', afterMs: greetedMs + beepDelayMs + beepMs };
}

function* firstSpeechMs(exchange: Exchange, persona: Persona): Task<number | undefined> {
  if (persona.kind === 'voicemail') return yield* speakingMs(exchange, persona, persona.greeting);
  const first = stepsOf(persona).find((step) => step.do !== 'wait');
  return first?.do === 'say' ? yield* speakingMs(exchange, persona, first.text) : undefined;
}
