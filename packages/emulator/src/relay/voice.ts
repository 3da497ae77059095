import type { Prompt } from '@offhook/twiml';
import { spawn } from '../exchange.ts';
import { saidUntil } from '../streams/speech.ts';
import type { Strand, Task } from '../task.ts';
import type { Stage } from '../verbs/outcome.ts';
import { runPrompt } from '../verbs/prompt.ts';
import type { Input } from './config.ts';

/** One thing that the far end is to hear. */
export interface Utterance {
  prompt: Exclude<Prompt, { verb: 'pause' }>;
  interruptible: Input;
  /** Whether whatever the application sends next takes its place. */
  isPreemptible: boolean;
}

/** What was heard of the application's turn when it was interrupted. */
export interface Heard {
  text: string;
  durationMs: number;
}

/** The application's voice: it says one thing after another. */
export interface RelayVoice {
  say(utterance: Utterance): void;
  /** What is being said now. */
  readonly current: Utterance | undefined;
  /** Falls silent at once and forgets what was to come; tells what was heard in this turn. */
  interrupt(): Heard;
}

export interface VoiceListener {
  began: () => void;
  said: (utterance: Utterance) => void;
  ended: () => void;
}

const mostWaiting = 10_000;

interface Speaking {
  stage: Stage;
  listener: VoiceListener;
  waiting: Utterance[];
  current?: Utterance;
  strand?: Strand;
  /** What was said to its end in this turn. */
  said: string[];
  turnAtMs: number;
  utteranceAtMs: number;
}

export function makeVoice(stage: Stage, listener: VoiceListener): RelayVoice {
  const speaking: Speaking = { stage, listener, waiting: [], said: [], turnAtMs: 0, utteranceAtMs: 0 };
  return {
    get current() {
      return speaking.current;
    },
    say: (utterance) => {
      if (speaking.waiting.length < mostWaiting) speaking.waiting.push(utterance);
      if (!speaking.strand || speaking.strand.isOver) speaking.strand = spawn(stage.exchange, speak(speaking));
    },
    interrupt: () => {
      const heard = heardSoFar(speaking);
      stop(speaking);
      return heard;
    },
  };
}

function* speak(speaking: Speaking): Task {
  const { stage, listener } = speaking;
  const { clock } = stage.exchange;
  speaking.turnAtMs = clock.nowMs();
  speaking.said = [];
  listener.began();
  for (let next = speaking.waiting.shift(); next; next = speaking.waiting.shift()) {
    speaking.current = next;
    speaking.utteranceAtMs = clock.nowMs();
    yield* runPrompt(stage, next.prompt);
    if (next.prompt.verb === 'say') speaking.said.push(next.prompt.text);
    listener.said(next);
  }
  speaking.current = undefined;
  listener.ended();
}

function stop(speaking: Speaking): void {
  const { strand } = speaking;
  speaking.waiting = [];
  speaking.current = undefined;
  speaking.strand = undefined;
  if (!strand || strand.isOver) return;
  strand.interrupt('taken-over');
  speaking.listener.ended();
}

function heardSoFar({ stage, current, said, turnAtMs, utteranceAtMs }: Speaking): Heard {
  const nowMs = stage.exchange.clock.nowMs();
  const { startedAtMs, busyUntilMs } = stage.line.near;
  const isSounding = startedAtMs >= utteranceAtMs && busyUntilMs > nowMs;
  const fraction = isSounding ? (nowMs - startedAtMs) / (busyUntilMs - startedAtMs) : 0;
  const part = current?.prompt.verb === 'say' ? saidUntil(current.prompt.text, fraction) : '';
  return { text: [...said, part].filter(Boolean).join(' '), durationMs: Math.round(nowMs - turnAtMs) };
}
