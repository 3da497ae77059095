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

export function makeVoice(stage: Stage, listener: VoiceListener): RelayVoice {
  const { exchange, line } = stage;
  const { clock } = exchange;
  let waiting: Utterance[] = [];
  let current: Utterance | undefined;
  let strand: Strand | undefined;
  /** What was said to its end in this turn, and when the turn began. */
  let said: string[] = [];
  let turnAtMs = 0;
  let utteranceAtMs = 0;

  function* speak(): Task {
    turnAtMs = clock.nowMs();
    said = [];
    listener.began();
    for (current = waiting.shift(); current; current = waiting.shift()) {
      utteranceAtMs = clock.nowMs();
      yield* runPrompt(stage, current.prompt);
      if (current.prompt.verb === 'say') said.push(current.prompt.text);
      listener.said(current);
    }
    listener.ended();
  }
  const stop = () => {
    waiting = [];
    current = undefined;
    const interrupted = strand;
    strand = undefined;
    if (!interrupted || interrupted.isOver) return;
    interrupted.interrupt('taken-over');
    listener.ended();
  };
  const heardSoFar = (): Heard => {
    const nowMs = clock.nowMs();
    const { startedAtMs, busyUntilMs } = line.near;
    const isSounding = startedAtMs >= utteranceAtMs && busyUntilMs > nowMs;
    const fraction = isSounding ? (nowMs - startedAtMs) / (busyUntilMs - startedAtMs) : 0;
    const part = current?.prompt.verb === 'say' ? saidUntil(current.prompt.text, fraction) : '';
    return { text: [...said, part].filter(Boolean).join(' '), durationMs: Math.round(nowMs - turnAtMs) };
  };
  return {
    get current() {
      return current;
    },
    say: (utterance) => {
      if (waiting.length < mostWaiting) waiting.push(utterance);
      if (!strand || strand.isOver) strand = spawn(exchange, speak());
    },
    interrupt: () => {
      const heard = heardSoFar();
      stop();
      return heard;
    },
  };
}
