import type { Timer } from '@offhook/kit';
import type { Samples } from '../audio/index.ts';
import type { Exchange } from '../exchange.ts';
import { hushNear, type Line, lastUntil } from '../line.ts';

/** What the application lets the far end hear, in the order in which it came, with marks between. */
export interface Playback {
  /** False when so much waits already that this is discarded. */
  play(samples: Samples): boolean;
  /** False when so many marks wait already that this is discarded. */
  mark(name: string): boolean;
  /** Silences all that waits and returns its marks. */
  clear(): void;
  /** Silences all that waits, without a word. */
  stop(): void;
}

// Our own limits; the documents name none.
const mostWaitingMs = 600_000;
const mostWaitingMarks = 10_000;
const blockSamples = 8000;
// Applications send in real time as well as in bursts; without a lead every late frame would leave a gap.
const leadMs = 20;
// A shorter pause does not begin something new to hear.
const pauseMs = 500;

interface Playing {
  exchange: Exchange;
  line: Line;
  played: (mark: string) => void;
  hasPlayed: boolean;
  beganAtMs: number;
  playsUntilMs: number;
  /** The latest stretch of the track, which has room for more. */
  block?: { samples: Samples; atMs: number };
  marks: { name: string; atMs: number }[];
  timer?: Timer;
}

/**
 * Lets the far end hear what comes, without a gap as long as it comes in time. Samples are gathered into blocks of a
 * second that are already on the track, and are written there as they come: a part of the track for every frame would
 * make each rendering of a long stream slower.
 *
 * @param played told of every mark when all that came before it was heard, or was cleared
 */
export function makePlayback(exchange: Exchange, line: Line, played: (mark: string) => void): Playback {
  const nowMs = exchange.clock.nowMs();
  const playing: Playing = {
    ...{ exchange, line, played, hasPlayed: false, beganAtMs: nowMs, playsUntilMs: nowMs },
    marks: [],
  };
  return {
    play: (samples) => play(playing, samples),
    mark: (name) => mark(playing, name),
    stop: () => stop(playing),
    clear: () => {
      const names = playing.marks.map(({ name }) => name);
      stop(playing);
      for (const name of names) played(name);
    },
  };
}

function play(playing: Playing, samples: Samples): boolean {
  const { near } = playing.line;
  const nowMs = playing.exchange.clock.nowMs();
  if (samples.length === 0) return true;
  if (playing.playsUntilMs - nowMs > mostWaitingMs) return false;
  if (playing.playsUntilMs <= nowMs) begin(playing, nowMs);
  write(playing, samples);
  near.ownUntilMs = Math.max(near.ownUntilMs, playing.playsUntilMs);
  lastUntil(near, near.ownUntilMs, playing.beganAtMs);
  return true;
}

function begin(playing: Playing, nowMs: number): void {
  if (!playing.hasPlayed || nowMs - playing.playsUntilMs >= pauseMs) {
    playing.line.onHeard({ kind: 'play', text: 'audio of the application' });
  }
  playing.hasPlayed = true;
  playing.beganAtMs = nowMs + leadMs;
  playing.playsUntilMs = playing.beganAtMs;
}

function write(playing: Playing, samples: Samples): void {
  const { near } = playing.line;
  for (let done = 0; done < samples.length; ) {
    const { block, playsUntilMs } = playing;
    const at = block ? Math.round((playsUntilMs - block.atMs) * 8) : blockSamples;
    if (!block || at >= blockSamples) {
      playing.block = { samples: new Int16Array(blockSamples), atMs: playsUntilMs };
      near.timeline.add(playsUntilMs - near.originMs, playing.block.samples);
      continue;
    }
    const part = samples.subarray(done, done + blockSamples - at);
    block.samples.set(part, at);
    done += part.length;
    playing.playsUntilMs += part.length / 8;
  }
}

function mark(playing: Playing, name: string): boolean {
  const { marks, playsUntilMs } = playing;
  const { clock } = playing.exchange;
  if (marks.length >= mostWaitingMarks) return false;
  if (marks.length === 0 && playsUntilMs <= clock.nowMs()) {
    playing.played(name);
    return true;
  }
  marks.push({ name, atMs: playsUntilMs });
  playing.timer ??= clock.after(playsUntilMs - clock.nowMs(), () => tellDue(playing));
  return true;
}

function tellDue(playing: Playing): void {
  const { marks } = playing;
  const { clock } = playing.exchange;
  playing.timer = undefined;
  while (marks[0] && marks[0].atMs <= clock.nowMs()) playing.played(marks.shift()?.name ?? '');
  if (marks[0]) playing.timer = clock.after(marks[0].atMs - clock.nowMs(), () => tellDue(playing));
}

function stop(playing: Playing): void {
  const { exchange, line } = playing;
  const nowMs = exchange.clock.nowMs();
  playing.timer?.cancel();
  playing.timer = undefined;
  playing.marks = [];
  playing.block = undefined;
  if (playing.playsUntilMs > nowMs) hushNear(exchange, line);
  playing.playsUntilMs = Math.min(playing.playsUntilMs, nowMs);
}
