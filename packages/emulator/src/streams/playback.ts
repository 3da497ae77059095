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

/**
 * Lets the far end hear what comes, without a gap as long as it comes in time. Samples are gathered into blocks of a
 * second that are already on the track, and are written there as they come: a part of the track for every frame would
 * make each rendering of a long stream slower.
 *
 * @param played told of every mark when all that came before it was heard, or was cleared
 */
export function makePlayback(exchange: Exchange, line: Line, played: (mark: string) => void): Playback {
  const { clock } = exchange;
  const { near } = line;
  let beganAtMs = clock.nowMs();
  let playsUntilMs = clock.nowMs();
  let hasPlayed = false;
  let block: { samples: Int16Array; atMs: number } | undefined;
  let marks: { name: string; atMs: number }[] = [];
  let timer: Timer | undefined;

  const write = (samples: Samples) => {
    for (let done = 0; done < samples.length; ) {
      const at = block ? Math.round((playsUntilMs - block.atMs) * 8) : blockSamples;
      if (!block || at >= blockSamples) {
        block = { samples: new Int16Array(blockSamples), atMs: playsUntilMs };
        near.timeline.add(playsUntilMs - near.originMs, block.samples);
        continue;
      }
      const part = samples.subarray(done, done + blockSamples - at);
      block.samples.set(part, at);
      done += part.length;
      playsUntilMs += part.length / 8;
    }
  };
  const begin = (nowMs: number) => {
    if (!hasPlayed || nowMs - playsUntilMs >= pauseMs) line.onHeard({ kind: 'play', text: 'audio of the application' });
    hasPlayed = true;
    playsUntilMs = nowMs + leadMs;
    beganAtMs = playsUntilMs;
  };
  const tellDue = () => {
    timer = undefined;
    const nowMs = clock.nowMs();
    while (marks[0] && marks[0].atMs <= nowMs) played(marks.shift()?.name ?? '');
    if (marks[0]) timer = clock.after(marks[0].atMs - nowMs, tellDue);
  };
  const stop = () => {
    timer?.cancel();
    timer = undefined;
    marks = [];
    block = undefined;
    if (playsUntilMs > clock.nowMs()) hushNear(exchange, line);
    playsUntilMs = clock.nowMs();
  };
  return {
    stop,
    play: (samples) => {
      const nowMs = clock.nowMs();
      if (samples.length === 0) return true;
      if (playsUntilMs - nowMs > mostWaitingMs) return false;
      if (playsUntilMs <= nowMs) begin(nowMs);
      write(samples);
      near.ownUntilMs = Math.max(near.ownUntilMs, playsUntilMs);
      lastUntil(near, near.ownUntilMs, beganAtMs);
      return true;
    },
    mark: (name) => {
      if (marks.length >= mostWaitingMarks) return false;
      if (marks.length === 0 && playsUntilMs <= clock.nowMs()) {
        played(name);
        return true;
      }
      marks.push({ name, atMs: playsUntilMs });
      timer ??= clock.after(playsUntilMs - clock.nowMs(), tellDue);
      return true;
    },
    clear: () => {
      const names = marks.map(({ name }) => name);
      stop();
      for (const name of names) played(name);
    },
  };
}
