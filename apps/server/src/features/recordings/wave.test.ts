import fc from 'fast-check';
import { expect, test } from 'vitest';
import { peaksOf, readWave } from './wave.ts';

interface Parts {
  samples: number[];
  channels?: number;
  sampleRate?: number;
  format?: number;
  bits?: number;
  /** Chunks before the data. */
  before?: Buffer[];
  /** Instead of the true size of the data. */
  statedBytes?: number;
}

function chunk(id: string, data: Buffer, statedBytes = data.length): Buffer {
  const head = Buffer.alloc(8);
  head.write(id, 'latin1');
  head.writeUInt32LE(statedBytes, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

function wav({
  samples,
  channels = 1,
  sampleRate = 8000,
  format = 1,
  bits = 16,
  before = [],
  statedBytes,
}: Parts): Buffer {
  const fmt = Buffer.alloc(16);
  fmt.writeUInt16LE(format, 0);
  fmt.writeUInt16LE(channels, 2);
  fmt.writeUInt32LE(sampleRate, 4);
  fmt.writeUInt16LE(bits, 14);
  const data = Buffer.from(Int16Array.from(samples).buffer);
  const chunks = Buffer.concat([chunk('fmt ', fmt), ...before, chunk('data', data, statedBytes)]);
  return Buffer.concat([chunk('RIFF', Buffer.from('WAVE')), chunks]);
}

const sample = fc.integer({ min: -32_768, max: 32_767 });

test('what was written is read: rate, channels, samples, seconds', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(sample, sample)), fc.constantFrom(8000, 16_000, 48_000), (frames, sampleRate) => {
      const wave = readWave(wav({ samples: frames.flat(), channels: 2, sampleRate }));
      expect(wave).toMatchObject({ channels: 2, sampleRate, durationSeconds: frames.length / sampleRate });
      expect([...(wave?.samples ?? [])]).toEqual(frames.flat());
    }),
  );
});

test('other chunks before the data are stepped over, also one of odd length', () => {
  const before = [chunk('LIST', Buffer.from('abc')), chunk('bext', Buffer.alloc(10))];
  expect([...(readWave(wav({ samples: [1, -2], before }))?.samples ?? [])]).toEqual([1, -2]);
});

test('bytes at an odd address are read', () => {
  const shifted = Buffer.concat([Buffer.alloc(1), wav({ samples: [1, -2] })]).subarray(1);
  expect([...(readWave(shifted)?.samples ?? [])]).toEqual([1, -2]);
});

test('a file that ends early gives the frames that are there', () => {
  expect(readWave(wav({ samples: [1, 2, 3], channels: 2, statedBytes: 1000 }))?.samples).toHaveLength(2);
});

test.each([
  ['nothing', Buffer.alloc(0)],
  ['text', Buffer.from('<html>not found</html>')],
  ['compressed audio', wav({ samples: [1], format: 7 })],
  ['8-bit audio', wav({ samples: [1], bits: 8 })],
  ['no channel', wav({ samples: [1], channels: 0 })],
  ['three channels', wav({ samples: [1], channels: 3 })],
  ['no rate', wav({ samples: [1], sampleRate: 0 })],
  ['a file without data', wav({ samples: [] }).subarray(0, 36)],
])('%s is no recording', (_what, bytes) => {
  expect(readWave(bytes)).toBeUndefined();
});

test('no bytes make it throw', () => {
  const valid = wav({ samples: [1, 2, 3, 4], channels: 2 });
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(valid.length), (noise, at) => {
      readWave(noise);
      readWave(Buffer.concat([valid.subarray(0, at), noise]));
    }),
  );
});

test('every sample lies under its peak, and the highest peak is the loudest sample', () => {
  fc.assert(
    fc.property(
      fc.array(sample, { minLength: 1, maxLength: 200 }),
      fc.integer({ min: 1, max: 50 }),
      (samples, steps) => {
        const [peaks = []] = peaksOf(
          { channels: 1, sampleRate: 8000, samples: Int16Array.from(samples), durationSeconds: 1 },
          steps,
        );
        expect(peaks).toHaveLength(Math.min(steps, samples.length));
        for (const peak of peaks) expect(peak >= 0 && peak <= 1).toBe(true);
        const loudest = Math.max(...samples.map(Math.abs)) / 32_768;
        expect(Math.max(...peaks)).toBeCloseTo(loudest, 2);
      },
    ),
  );
});

test('channels have peaks of their own', () => {
  const samples = Int16Array.from([16_384, 0, 0, -32_768]);
  expect(peaksOf({ channels: 2, sampleRate: 8000, samples, durationSeconds: 1 }, 2)).toEqual([
    [0.5, 0],
    [0, 1],
  ]);
});

test('silence of no length has no peaks', () => {
  expect(peaksOf({ channels: 1, sampleRate: 8000, samples: new Int16Array(), durationSeconds: 0 }, 10)).toEqual([[]]);
});
