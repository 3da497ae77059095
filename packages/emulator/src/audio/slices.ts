import { mix, type Samples } from './samples.ts';

/**
 * Several channels that are rendered in slices, slice by slice side by side. Ends with the shortest.
 *
 * @example
 * together([far.renderInSlices(0, 60_000), near.renderInSlices(0, 60_000)]); // yields [far, near] six times
 */
export async function* together(channels: AsyncIterator<Samples, unknown>[]): AsyncGenerator<Samples[]> {
  for (;;) {
    const parts: Samples[] = [];
    // One after another: both may wait for the same speech thread, and their order must not be left to chance.
    for (const channel of channels) {
      const next = await channel.next();
      if (next.done) return;
      parts.push(next.value);
    }
    yield parts;
  }
}

/**
 * All channels heard at once, as `RequestedChannels=1` asks for.
 *
 * @example
 * downMix([far, near]);
 */
export function downMix(channels: Samples[]): Samples {
  const [first = new Int16Array(0), ...others] = channels;
  return others.reduce(mix, first);
}

/**
 * Sound that is already in memory, in slices of ten seconds.
 *
 * @example
 * sliced([far, near]);
 */
export async function* sliced(channels: Samples[], sliceSamples = 80_000): AsyncGenerator<Samples[]> {
  const frames = Math.max(0, ...channels.map(({ length }) => length));
  for (let at = 0; at < frames; at += sliceSamples) {
    const end = Math.min(frames, at + sliceSamples);
    yield channels.map((channel) => {
      if (channel.length >= end) return channel.subarray(at, end);
      const padded = new Int16Array(end - at);
      padded.set(channel.subarray(at, end));
      return padded;
    });
  }
}

/** The first sample that is not silent, and the one after the last. */
export interface Extent {
  from: number;
  to: number;
}

// What trimming takes for silence: -54 dBFS, far below speech at -20 and above the steps of µ-law.
const silence = 64;

/**
 * The stretch that remains when silence is cut off both ends, over all channels; undefined when all is silent. It lets
 * a long recording be trimmed without holding it: find the extent in one pass, write in a second.
 *
 * @example
 * await extentOf(together([far, near])); // { from: 4000, to: 96_000 }
 */
export async function extentOf(slices: AsyncIterable<Samples[]>): Promise<Extent | undefined> {
  let extent: Extent | undefined;
  let passed = 0;
  for await (const channels of slices) {
    for (const channel of channels) {
      const first = channel.findIndex(isLoud);
      if (first < 0) continue;
      const end = passed + channel.findLastIndex(isLoud) + 1;
      extent = { from: Math.min(extent?.from ?? passed + first, passed + first), to: Math.max(extent?.to ?? 0, end) };
    }
    passed += channels[0]?.length ?? 0;
  }
  return extent;
}

function isLoud(sample: number): boolean {
  return Math.abs(sample) > silence;
}
