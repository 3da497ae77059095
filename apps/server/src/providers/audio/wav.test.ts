import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeInspection } from './inspect.ts';
import { makePeaks } from './peaks.ts';
import { chunk, pcm16, wav } from './test-sounds.ts';
import { makeWavReader } from './wav-read.ts';

const sample = fc.integer({ min: -32_768, max: 32_767 });
const bytesOf = (samples: number[]) => new Uint8Array(Int16Array.from(samples).buffer);

function inspected(bytes: Uint8Array, pieceBytes = 1000) {
  const inspection = makeInspection();
  for (let at = 0; at < bytes.length; at += pieceBytes) inspection.add(bytes.subarray(at, at + pieceBytes));
  return inspection.end();
}

test('what was written is read, however the pieces are cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(sample, sample)),
      fc.constantFrom(8000, 16_000, 48_000),
      fc.integer({ min: 1, max: 40 }),
      (frames, sampleRate, pieceBytes) => {
        const before = [chunk('LIST', Buffer.from('abc')), chunk('bext', Buffer.alloc(50))];
        const bytes = wav({ data: bytesOf(frames.flat()), channels: 2, sampleRate, before });
        const reader = makeWavReader();
        const read: number[][] = [[], []];
        for (let at = 0; at < bytes.length; at += pieceBytes) {
          for (const [channel, samples] of reader.push(bytes.subarray(at, at + pieceBytes)).entries()) {
            read[channel]?.push(...Array.from(samples, (value) => value * 32_768));
          }
        }
        expect(reader.end()).toMatchObject({ channels: 2, sampleRate, frames: frames.length, isComplete: true });
        expect(read).toEqual([frames.map(([left]) => left), frames.map(([, right]) => right)]);
      },
    ),
  );
});

test('a recording is told by channels, rate, seconds and the peaks of each channel', () => {
  const left = Float32Array.from({ length: 24_000 }, (_none, at) => (at < 12_000 ? 0.5 : 0));
  const right = Float32Array.from({ length: 24_000 }, (_none, at) => (at === 23_999 ? -1 : 0));
  const facts = inspected(wav({ data: pcm16(left, right), channels: 2 }));
  expect(facts).toMatchObject({ channels: 2, sampleRate: 8000, durationSeconds: 3, isComplete: true });
  expect(facts.peaks[0]).toEqual([...new Array(600).fill(0.5), ...new Array(600).fill(0)]);
  expect(facts.peaks[1]).toEqual([...new Array(1199).fill(0), 1]);
});

test('a file that ends early gives what is there and says so; one of unknown length ends where it ends', () => {
  const parts = { data: bytesOf([1, 2, 3, 4]), channels: 2 };
  expect(inspected(wav({ ...parts, statedBytes: 1000 }))).toMatchObject({
    durationSeconds: 2 / 8000,
    isComplete: false,
  });
  for (const statedBytes of [0, 0xffff_ffff]) {
    expect(inspected(wav({ ...parts, statedBytes }))).toMatchObject({ durationSeconds: 2 / 8000, isComplete: true });
  }
});

test.each([
  ['nothing', Buffer.alloc(0)],
  ['text', Buffer.from('<html>not found</html>')],
  ['a file without data', wav({ data: bytesOf([]) }).subarray(0, 36)],
  [
    'a format that is cut short',
    Buffer.concat([wav({ data: bytesOf([]) }).subarray(0, 12), chunk('fmt ', Buffer.alloc(8))]),
  ],
  [
    'data before its format',
    Buffer.concat([wav({ data: bytesOf([]) }).subarray(0, 12), chunk('data', Buffer.alloc(8))]),
  ],
])('%s is refused', (_what, bytes) => {
  expect(() => inspected(bytes)).toThrow(expect.objectContaining({ name: 'AudioRefused' }));
});

test('no bytes make it fail in words of its own', () => {
  const valid = wav({ data: bytesOf([1, 2, 3, 4]), channels: 2 });
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(valid.length), (noise, at) => {
      try {
        inspected(Buffer.concat([valid.subarray(0, at), noise]), 7);
      } catch (error) {
        expect(error).toMatchObject({ name: 'AudioRefused' });
      }
    }),
  );
});

function peaksOf(samples: Float32Array, pieceLength: number): number[] {
  const peaks = makePeaks();
  for (let at = 0; at < samples.length; at += pieceLength) peaks.push(samples.subarray(at, at + pieceLength));
  return peaks.end();
}

test('every sample lies under its peak, and the highest peak is the loudest sample', () => {
  const value = fc.double({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 3000 }),
      fc.integer({ min: 1, max: 999 }),
      (values, piece) => {
        const samples = Float32Array.from(values);
        const peaks = peaksOf(samples, piece);
        expect(peaks).toHaveLength(Math.min(1200, samples.length));
        for (const [at, each] of samples.entries()) {
          const peak = peaks[Math.floor((at * peaks.length) / samples.length)] ?? 0;
          const next = peaks[Math.ceil(((at + 1) * peaks.length) / samples.length) - 1] ?? 0;
          expect(Math.max(peak, next)).toBeGreaterThanOrEqual(Math.abs(each) - 0.0006);
        }
        expect(Math.max(...peaks)).toBeCloseTo(
          samples.map(Math.abs).reduce((a, b) => Math.max(a, b)),
          2,
        );
      },
    ),
  );
});

test('a sound much longer than the drawing keeps each click in its place', () => {
  const samples = new Float32Array(1_000_000);
  samples[0] = 0.25;
  samples[500_000] = -0.5;
  samples[999_999] = 1;
  const peaks = peaksOf(samples, 30_000);
  const heard = peaks.flatMap((peak, step) => (peak > 0 ? [[step, peak]] : []));
  expect(heard).toEqual([[0, 0.25], expect.arrayContaining([0.5]), [1199, 1]]);
  expect(Math.abs((heard[1]?.[0] ?? 0) - 600)).toBeLessThanOrEqual(1);
});

test('silence of no length has no peaks', () => {
  expect(makePeaks().end()).toEqual([]);
});
