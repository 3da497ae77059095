import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amplitudeAt } from './goertzel.ts';
import { tone } from './tones.ts';
import { UnreadableAudio } from './unreadable-audio.ts';
import { decodeWav } from './wav-decode.ts';
import { encodeWav } from './wav-encode.ts';

interface Parts {
  tag?: number;
  channels?: number;
  rateHz?: number;
  bits?: number;
  data: Uint8Array;
  declaredBytes?: number;
  before?: Uint8Array;
}

/** A WAV file with any header, however wrong. */
function wav({ tag = 1, channels = 1, rateHz = 8000, bits = 16, data, declaredBytes, before }: Parts): Uint8Array {
  const header = new DataView(new ArrayBuffer(24));
  header.setUint32(0, 0x666d7420);
  header.setUint32(4, 16, true);
  header.setUint16(8, tag, true);
  header.setUint16(10, channels, true);
  header.setUint32(12, rateHz, true);
  header.setUint16(22, bits, true);
  const dataHeader = new DataView(new ArrayBuffer(8));
  dataHeader.setUint32(0, 0x64617461);
  dataHeader.setUint32(4, declaredBytes ?? data.length, true);
  const riff = new TextEncoder().encode('RIFF\0\0\0\0WAVE');
  const parts = [riff, new Uint8Array(header.buffer), before ?? [], new Uint8Array(dataHeader.buffer), data];
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

const hum = tone({ frequenciesHz: [500], durationMs: 250, amplitude: 0.5 });

function written(bytes: number, write: (view: DataView, at: number, sample: number) => void): Uint8Array {
  const view = new DataView(new ArrayBuffer(hum.length * bytes));
  for (const [place, sample] of hum.entries()) write(view, place * bytes, sample);
  return new Uint8Array(view.buffer);
}

describe('writing', () => {
  test('one channel comes back sample by sample', () => {
    fc.assert(
      fc.property(fc.int16Array({ maxLength: 2000 }), (samples) => {
        expect(decodeWav(encodeWav([samples]))).toEqual(samples);
      }),
    );
  });

  test('two channels come back as their average', () => {
    fc.assert(
      fc.property(fc.int16Array({ maxLength: 500 }), fc.int16Array({ maxLength: 500 }), (left, right) => {
        const heard = decodeWav(encodeWav([left, right]));
        expect(heard).toHaveLength(Math.max(left.length, right.length));
        for (const [at, sample] of heard.entries()) {
          expect(Math.abs(sample - ((left[at] ?? 0) + (right[at] ?? 0)) / 2)).toBeLessThanOrEqual(0.5);
        }
      }),
    );
  });

  test('the header is that of 16-bit PCM at 8000 Hz', () => {
    const view = new DataView(encodeWav([hum, hum]).buffer);
    expect(view.byteLength).toBe(44 + hum.length * 4);
    expect([view.getUint32(4, true), view.getUint32(40, true)]).toEqual([36 + hum.length * 4, hum.length * 4]);
    expect([view.getUint16(20, true), view.getUint16(22, true), view.getUint16(34, true)]).toEqual([1, 2, 16]);
    expect([view.getUint32(24, true), view.getUint32(28, true), view.getUint16(32, true)]).toEqual([8000, 32_000, 4]);
  });

  test('no channel and three channels are refused', () => {
    expect(() => encodeWav([])).toThrow(RangeError);
    expect(() => encodeWav([hum, hum, hum])).toThrow(RangeError);
  });
});

describe('reading', () => {
  const encodings: [string, number, number, Uint8Array][] = [
    ['8-bit PCM', 1, 8, written(1, (view, at, sample) => view.setUint8(at, (sample >> 8) + 128))],
    ['24-bit PCM', 1, 24, written(3, (view, at, sample) => view.setInt16(at + 1, sample, true))],
    ['32-bit PCM', 1, 32, written(4, (view, at, sample) => view.setInt32(at, sample * 65_536, true))],
    ['32-bit float', 3, 32, written(4, (view, at, sample) => view.setFloat32(at, sample / 32_768, true))],
    ['64-bit float', 3, 64, written(8, (view, at, sample) => view.setFloat64(at, sample / 32_768, true))],
  ];

  test.each(encodings)('%s sounds as it was written', (_, tag, bits, data) => {
    const heard = decodeWav(wav({ tag, bits, data }));
    expect(heard).toHaveLength(hum.length);
    for (const [at, sample] of heard.entries()) expect(Math.abs(sample - (hum[at] ?? 0))).toBeLessThanOrEqual(256);
  });

  test.each([
    ['µ-law', 7, [0xff, 0x00, 0x80], [0, -32_124, 32_124]],
    ['A-law', 6, [0xd5, 0xaa, 0x2a], [8, 32_256, -32_256]],
  ])('%s is decoded', (_, tag, bytes, samples) => {
    expect(decodeWav(wav({ tag, bits: 8, data: Uint8Array.from(bytes) }))).toEqual(Int16Array.from(samples));
  });

  test('another rate keeps pitch and duration', () => {
    const data = new Uint8Array(44_100 * 2);
    const view = new DataView(data.buffer);
    for (let at = 0; at < 44_100; at += 1) {
      view.setInt16(at * 2, 16_000 * Math.sin((2 * Math.PI * 700 * at) / 44_100), true);
    }
    const heard = decodeWav(wav({ rateHz: 44_100, data }));
    expect(heard).toHaveLength(8000);
    expect(amplitudeAt(heard, 700)).toBeCloseTo(16_000 / 32_768, 1);
  });

  test('other chunks before the sound are skipped', () => {
    const before = Uint8Array.from([...new TextEncoder().encode('LIST'), 3, 0, 0, 0, 1, 2, 3, 0]);
    expect(decodeWav(wav({ data: Uint8Array.of(1, 0, 2, 0), before }))).toEqual(Int16Array.of(1, 2));
  });

  test.each([0, 0xffffffff, 5])('a length of %d, written before it was known, is not believed', (declaredBytes) => {
    expect(decodeWav(wav({ data: Uint8Array.of(1, 0, 2, 0), declaredBytes }))).toEqual(Int16Array.of(1, 2));
  });

  test('a file within a larger buffer is read from its own start', () => {
    const file = wav({ data: Uint8Array.of(1, 0) });
    const larger = new Uint8Array(file.length + 20);
    larger.set(file, 10);
    expect(decodeWav(larger.subarray(10, 10 + file.length))).toEqual(Int16Array.of(1));
  });

  test('infinities in a float file are silence', () => {
    const data = new Uint8Array(Float32Array.of(Number.POSITIVE_INFINITY, Number.NaN, 0.5).buffer);
    expect(decodeWav(wav({ tag: 3, bits: 32, data }))).toEqual(Int16Array.of(0, 0, 16_384));
  });
});

describe('refusing', () => {
  const data = Uint8Array.of(1, 0, 2, 0);
  test.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(0), /does not begin with RIFF/],
    ['a web page', new TextEncoder().encode('<html><body>404</body></html>'), /does not begin with RIFF/],
    ['no sound', wav({ data }).subarray(0, 36), /holds no sound/],
    [
      'no format',
      Uint8Array.from([...wav({ data }).subarray(0, 12), ...wav({ data }).subarray(36)]),
      /before its sound/,
    ],
    ['a compressed format', wav({ tag: 85, data }), /format 85 with 16 bits/],
    ['no channels', wav({ channels: 0, data }), /0 channels/],
    ['65535 channels', wav({ channels: 65_535, data }), /65535 channels/],
    ['one sample a second', wav({ rateHz: 1, data }), /1 samples a second/],
    ['four thousand million samples a second', wav({ rateHz: 0xffffffff, data }), /4294967295 samples a second/],
  ])('%s is refused in a sentence', (_, bytes, message) => {
    expect(() => decodeWav(bytes)).toThrow(UnreadableAudio);
    expect(() => decodeWav(bytes)).toThrow(message);
  });

  test('whatever the bytes are, they are played, refused by name, and never ask for more than 20 times their size', () => {
    const start = [...wav({ data: new Uint8Array(0) })];
    const corrupted = fc.array(fc.tuple(fc.integer({ min: 12, max: 43 }), fc.nat(255)), { maxLength: 6 });
    fc.assert(
      fc.property(corrupted, fc.uint8Array({ maxLength: 400 }), (changes, sound) => {
        const bytes = Uint8Array.from([...start, ...sound]);
        for (const [at, value] of changes) bytes[at] = value;
        try {
          expect(decodeWav(bytes).byteLength).toBeLessThanOrEqual(bytes.length * 20);
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableAudio);
        }
      }),
    );
  });
});
