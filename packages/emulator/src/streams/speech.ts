import type { Timer } from '@offhook/kit';
import type { Exchange } from '../exchange.ts';
import type { Heard, Line } from '../line.ts';
import type { ForkTrack } from './fork.ts';
import { onHearing } from './hearing.ts';

/** Told of every sentence; texts are what was said by then. */
export interface SpeechListener {
  began?: (text: string) => void;
  halfway?: (text: string) => void;
  /** When the sentence is over or was cut off. */
  ended: (text: string) => void;
}

/**
 * Follows what one side of a call says, in words. Returns what ends that: sentences under way are then ended where they
 * are, unless nobody shall hear of them.
 *
 * @param side `inbound` is what the far end says, `outbound` what it hears
 */
export function followSpeech(
  exchange: Exchange,
  line: Line,
  side: ForkTrack,
  listener: SpeechListener,
): (how: 'told' | 'untold') => void {
  const { clock } = exchange;
  const track = side === 'inbound' ? line.far : line.near;
  const open = new Set<(isTold: boolean) => void>();
  const begin = ({ kind, text, lengthMs }: Heard & { lengthMs: number }) => {
    if (kind !== 'say' || text.trim() === '') return;
    const startedAtMs = clock.nowMs();
    const timers: Timer[] = [];
    const end = (isTold: boolean) => {
      open.delete(end);
      for (const timer of timers) timer.cancel();
      const said = saidUntil(text, lengthMs === 0 ? 1 : (clock.nowMs() - startedAtMs) / lengthMs);
      if (isTold && said !== '') listener.ended(said);
    };
    open.add(end);
    listener.began?.(text);
    const half = saidUntil(text, 0.5);
    if (listener.halfway && half !== '') timers.push(clock.after(lengthMs / 2, () => listener.halfway?.(half)));
    timers.push(clock.after(lengthMs, () => end(true)));
  };
  const endAll = (isTold: boolean) => {
    for (const end of [...open]) end(isTold);
  };
  const changed = () => {
    if (track.busyUntilMs <= clock.nowMs()) endAll(true);
  };
  track.listeners.add(changed);
  const unlisten = side === 'inbound' ? onSaying(line, begin) : onHearing(line, begin);
  return (how) => {
    unlisten();
    track.listeners.delete(changed);
    endAll(how === 'told');
  };
}

function onSaying(line: Line, listener: (said: Heard & { lengthMs: number }) => void): () => void {
  line.speechListeners.add(listener);
  return () => void line.speechListeners.delete(listener);
}

/**
 * The words of a text that were said when `fraction` of its time had passed, as if every letter took as long.
 *
 * @example
 * saidUntil('Hello, who is there?', 0.5); // 'Hello, who'
 */
export function saidUntil(text: string, fraction: number): string {
  if (fraction >= 1 - 1e-9) return text;
  const end = text.length * Math.max(0, fraction);
  const words = [...text.matchAll(/\S+/g)].filter((word) => word.index + word[0].length <= end);
  const last = words.at(-1);
  return last ? text.slice(0, last.index + last[0].length) : '';
}
