import { setImmediate as nextTurn } from 'node:timers/promises';
import { rounded, type Samples, sampleAt } from './samples.ts';
import { type LazySound, lengthMsOf, type Sound } from './sound.ts';

/** What one side of a call is heard to do, on the clock of that call. */
export interface Timeline {
  /**
   * Lets `sound` be heard from `atMs` on, on top of whatever else is heard then, `gain` (0 to 1) times as loud. Samples
   * are not copied.
   */
  add(atMs: number, sound: Sound, gain?: number): void;
  /** Silences everything scheduled so far from `atMs` on; what is added later is heard. */
  cutFrom(atMs: number): void;
  /** Forgets every sound that ended at or before `beforeMs`: nobody will ask for that stretch again. */
  prune(beforeMs: number): void;
  /**
   * What is heard from `fromMs` until `toMs`: overlapping sounds are added up and clipped, the rest is silence.
   *
   * @throws SoundNotReady when a lazy sound in this stretch has yet to be made; {@link Timeline.ready} makes it
   */
  render(fromMs: number, toMs: number): Samples;
  /** Makes the lazy sounds heard between `fromMs` and `toMs`, and keeps them for `render`. Fails as they fail. */
  ready(fromMs: number, toMs: number): Promise<void>;
  /**
   * The same as {@link Timeline.render} in slices of ten seconds, with a turn of the event loop between two. Lazy sounds
   * are made when their slice comes and not kept. Hears what was scheduled at the moment of this call, whatever is
   * added, cut or pruned meanwhile.
   */
  renderInSlices(fromMs: number, toMs: number): AsyncGenerator<Samples>;
}

/** A stretch cannot be rendered at once, because a sound in it has yet to be made. */
export class SoundNotReady extends Error {
  override name = 'SoundNotReady';
}

interface Scheduled {
  start: number;
  end: number;
  gain: number;
  sound: Sound;
}

/** What lazy sounds have become. */
interface Made {
  get(sound: LazySound): Samples | undefined;
  set(sound: LazySound, samples: Samples): unknown;
}

const sliceSamples = sampleAt(10_000);

// Keeps what was made as long as any timeline holds the sound: two parties who hear the same words share them.
const kept: Made = new WeakMap<LazySound, Samples>();

/**
 * An empty timeline. Times are milliseconds from an origin of the caller's choice, and may be negative.
 *
 * @example
 * const heard = makeTimeline();
 * heard.add(1000, beep());
 * heard.cutFrom(1250);
 * heard.render(0, 2000).length; // 16000, of which 2000 samples sound
 */
export function makeTimeline(): Timeline {
  let scheduled: Scheduled[] = [];
  return {
    add: (atMs, sound, gain = 1) => {
      const start = sampleAt(atMs);
      scheduled.push({ start, end: start + sampleAt(lengthMsOf(sound)), gain, sound });
    },
    cutFrom: (atMs) => {
      const end = sampleAt(atMs);
      scheduled = scheduled
        .filter((part) => part.start < end)
        .map((part) => (part.end > end ? { ...part, end } : part));
    },
    prune: (beforeMs) => {
      const before = sampleAt(beforeMs);
      scheduled = scheduled.filter((part) => part.end > before);
    },
    // Both edges are rounded on their own, so that neighbouring renders join without a gap.
    render: (fromMs, toMs) => sumOf(scheduled, kept, sampleAt(fromMs), Math.max(sampleAt(fromMs), sampleAt(toMs))),
    ready: (fromMs, toMs) => make([...scheduled], kept, sampleAt(fromMs), sampleAt(toMs)),
    renderInSlices: (fromMs, toMs) => slicesOf([...scheduled], sampleAt(fromMs), sampleAt(toMs)),
  };
}

async function* slicesOf(scheduled: readonly Scheduled[], from: number, to: number): AsyncGenerator<Samples> {
  const made = new Map<LazySound, Samples>();
  for (let start = from; start < to; start += sliceSamples) {
    if (start > from) await nextTurn();
    const end = Math.min(to, start + sliceSamples);
    const heard = scheduled.filter((part) => part.start < end && part.end > start);
    await make(heard, made, start, end);
    yield sumOf(heard, made, start, end);
    const ahead = new Set(scheduled.filter((part) => part.end > end).map(({ sound }) => sound));
    for (const sound of made.keys()) if (!ahead.has(sound)) made.delete(sound);
  }
}

async function make(scheduled: readonly Scheduled[], made: Made, from: number, to: number): Promise<void> {
  for (const { start, end, gain, sound } of scheduled) {
    if (start >= to || end <= from || gain === 0 || !isLazy(sound) || made.get(sound)) continue;
    made.set(sound, await sound.render());
  }
}

function sumOf(scheduled: readonly Scheduled[], made: Made, from: number, to: number): Samples {
  // Unclipped until the end: clipping after each addition would make the result depend on the order.
  const sum = new Float64Array(to - from);
  for (const part of scheduled) {
    const first = Math.max(part.start, from);
    const end = Math.min(part.end, to);
    if (first >= end || part.gain === 0) continue;
    const samples = read(part.sound, made, first - part.start, end - part.start);
    for (let at = 0; at < samples.length; at += 1) {
      const place = first - from + at;
      sum[place] = (sum[place] ?? 0) + (samples[at] ?? 0) * part.gain;
    }
  }
  return rounded(sum);
}

function read(sound: Sound, made: Made, from: number, to: number): Samples {
  if (sound instanceof Int16Array) return sound.subarray(from, to);
  if (!isLazy(sound)) return sound.read(from, to);
  const samples = made.get(sound) ?? sound.render();
  if (samples instanceof Promise) {
    // Whoever makes it ready hears of its failure; here it would be an unhandled rejection.
    samples.catch(() => undefined);
    throw new SoundNotReady('A sound of this stretch has yet to be made: await ready() before render()');
  }
  made.set(sound, samples);
  return samples.subarray(from, to);
}

function isLazy(sound: Sound): sound is LazySound {
  return 'render' in sound;
}
