import type { Timeline } from './audio/index.ts';
import { rounded, type Samples, sampleAt } from './audio/samples.ts';

/** A timeline that is heard on another one, for a stretch of the clock; `untilMs` is Infinity while it goes on. */
export interface Carried {
  timeline: Timeline;
  /** The moment of the clock at which its time is zero. */
  originMs: number;
  fromMs: number;
  untilMs: number;
}

/**
 * The sounds of `own` and on top of them whatever it carries. Nothing is copied: what others sound is only read when
 * somebody renders, so what they break off, they break off for every hearer and for nobody else. `carried` may change.
 *
 * @example
 * const heard = withCarried(makeTimeline(), 0, [{ timeline: other, originMs: 0, fromMs: 1000, untilMs: Infinity }]);
 */
export function withCarried(own: Timeline, originMs: number, carried: Carried[]): Timeline {
  const stretches = (fromMs: number, toMs: number) =>
    stretchesOf(carried, originMs, sampleAt(fromMs), sampleAt(Math.max(fromMs, toMs)));
  return {
    add: own.add,
    cutFrom: own.cutFrom,
    prune: (beforeMs) => {
      own.prune(beforeMs);
      const over = (part: Carried) => part.untilMs - originMs <= beforeMs;
      for (let at = carried.findIndex(over); at >= 0; at = carried.findIndex(over)) carried.splice(at, 1);
    },
    render: (fromMs, toMs) => {
      const parts = stretches(fromMs, toMs);
      const samples = own.render(fromMs, toMs);
      if (parts.length === 0) return samples;
      const sum = Float64Array.from(samples);
      const first = sampleAt(fromMs);
      for (const part of parts) addTo(sum, part.timeline.render(part.fromMs, part.toMs), part.start - first);
      return rounded(sum);
    },
    ready: async (fromMs, toMs) => {
      await own.ready(fromMs, toMs);
      for (const part of stretches(fromMs, toMs)) await part.timeline.ready(part.fromMs, part.toMs);
    },
    // Every part is asked before the first slice is made, so that all are heard as they are at this moment.
    renderInSlices: (fromMs, toMs) =>
      slicesOf(own.renderInSlices(fromMs, toMs), stretches(fromMs, toMs).map(readerOf), sampleAt(fromMs)),
  };
}

/** What of one carried timeline is heard between two samples: its own times, and where it begins on the carrier. */
interface Stretch {
  timeline: Timeline;
  start: number;
  end: number;
  fromMs: number;
  toMs: number;
}

// In samples, since two origins that are rounded on their own would leave gaps between neighbouring renders.
function stretchesOf(carried: readonly Carried[], originMs: number, from: number, to: number): Stretch[] {
  const stretches: Stretch[] = [];
  for (const part of carried) {
    const start = Math.max(from, sampleAt(part.fromMs - originMs));
    const end = Math.min(to, sampleAt(part.untilMs - originMs));
    if (start >= end) continue;
    const shift = sampleAt(originMs - part.originMs);
    stretches.push({
      timeline: part.timeline,
      start,
      end,
      fromMs: (start + shift) / 8,
      toMs: (end + shift) / 8,
    });
  }
  return stretches;
}

interface Reader {
  start: number;
  end: number;
  slices: AsyncIterator<Samples, unknown>;
  /** The slice that is being read, and the sample at which it begins. */
  slice: Samples;
  sliceStart: number;
}

function readerOf({ timeline, start, end, fromMs, toMs }: Stretch): Reader {
  const slices = timeline.renderInSlices(fromMs, toMs);
  return { start, end, slices, slice: new Int16Array(0), sliceStart: start };
}

async function* slicesOf(
  own: AsyncIterable<Samples>,
  readers: readonly Reader[],
  from: number,
): AsyncGenerator<Samples> {
  let first = from;
  for await (const slice of own) {
    const end = first + slice.length;
    const heard = readers.filter((reader) => reader.start < end && reader.end > first);
    if (heard.length === 0) yield slice;
    else {
      const sum = Float64Array.from(slice);
      for (const reader of heard) await readInto(sum, first, reader);
      yield rounded(sum);
    }
    first = end;
  }
}

async function readInto(sum: Float64Array, first: number, reader: Reader): Promise<void> {
  const end = Math.min(reader.end, first + sum.length);
  for (;;) {
    addTo(sum, reader.slice, reader.sliceStart - first);
    const sliceEnd = reader.sliceStart + reader.slice.length;
    if (sliceEnd >= end) return;
    const next = await reader.slices.next();
    if (next.done) return;
    reader.slice = next.value;
    reader.sliceStart = sliceEnd;
  }
}

/** Adds the samples that fall within `sum`, the first of them at `place`, which may lie before it. */
function addTo(sum: Float64Array, samples: Samples, place: number): void {
  const end = Math.min(samples.length, sum.length - place);
  for (let at = Math.max(0, -place); at < end; at += 1) sum[place + at] = (sum[place + at] ?? 0) + (samples[at] ?? 0);
}
