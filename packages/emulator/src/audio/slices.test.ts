import { expect, test } from 'vitest';
import type { Samples } from './samples.ts';
import { downMix, extentOf, sliced, together } from './slices.ts';
import { makeTimeline } from './timeline.ts';
import { encodeWav, wavInSlices } from './wav-encode.ts';

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

const ramp = (length: number) => Int16Array.from({ length }, (_, at) => at % 5000);
const hum = (length: number) => Int16Array.from({ length }, (_, at) => (at % 50) * 20);

function timelineOf(samples: Samples) {
  const timeline = makeTimeline();
  timeline.add(0, samples);
  return timeline;
}

test('a file written slice by slice is the file written at once', async () => {
  const [far, near] = [ramp(200_000), hum(200_000)];
  const slices = together([timelineOf(far).renderInSlices(0, 25_000), timelineOf(near).renderInSlices(0, 25_000)]);
  const pieces = await all(wavInSlices(slices, { channelCount: 2, frames: 200_000 }));
  expect(pieces.map(({ length }) => length)).toEqual([44, 320_000, 320_000, 160_000]);
  expect(Buffer.concat(pieces).equals(encodeWav([far, near]))).toBe(true);
});

test('mixing down one channel leaves it as it is, and loud channels are clipped', () => {
  expect(downMix([Int16Array.of(5)])).toEqual(Int16Array.of(5));
  expect(downMix([Int16Array.of(30_000), Int16Array.of(30_000)])).toEqual(Int16Array.of(32_767));
});

test('the shorter of two channels ends in silence', async () => {
  expect(await all(sliced([Int16Array.of(1, 2, 3), Int16Array.of(4)], 2))).toEqual([
    [Int16Array.of(1, 2), Int16Array.of(4, 0)],
    [Int16Array.of(3), Int16Array.of(0)],
  ]);
});

test('the extent reaches from the first loud sample of any channel to the last', async () => {
  const left = Int16Array.of(0, 0, 0, 900, 0, 0, 0, 0);
  const right = Int16Array.of(0, 0, 0, 0, 0, 60, -900, 0);
  for (const size of [1, 2, 3, 8]) expect(await extentOf(sliced([left, right], size))).toEqual({ from: 3, to: 7 });
});

test('silence has no extent', async () => {
  expect(await extentOf(sliced([new Int16Array(100)], 10))).toBeUndefined();
});
