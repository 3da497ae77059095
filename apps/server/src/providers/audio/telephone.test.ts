import { beforeAll, expect, test, vi } from 'vitest';
import { telephoneAudio } from './telephone.ts';
import { amplitudeAt, chunk, fixture, opusBomb, pcm16, samplesOf, tones, wav } from './test-sounds.ts';

// As in the thread, the decoders' own words are not wanted.
beforeAll(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});

const convert = (bytes: Uint8Array, maxSeconds = 600) => telephoneAudio(bytes, maxSeconds);
const refusal = (kind: string, sentence = '') => ({
  problem: { kind, sentence: expect.stringContaining(sentence) },
});

test.each(['tones.mp3', 'tones.m4a', 'tones-moov-first.m4a', 'tones.aac', 'tones-vorbis.ogg', 'tones-opus.ogg'])(
  '%s becomes mono at 8000 samples a second with the tones of both channels, and 6 kHz is gone',
  async (name) => {
    const { wav: file, durationSeconds, peaks } = await convert(fixture(name));
    expect(Buffer.from(file.subarray(0, 44)).toString('hex')).toMatch(
      /^52494646.{8}57415645666d7420100000000100010040/,
    );
    const samples = samplesOf(file);
    expect(samples).toHaveLength(Math.round(durationSeconds * 8000));
    expect(Math.abs(durationSeconds - 1.7)).toBeLessThan(0.05);
    // Whole periods from the middle, where no encoder begins or ends. The 0.4 of one channel is halved by averaging.
    const middle = samples.subarray(2000, 10_000);
    expect(amplitudeAt(middle, 440)).toBeCloseTo(0.2, 1);
    expect(amplitudeAt(middle, 1000)).toBeCloseTo(0.2, 1);
    // 6000 Hz would come back at 2000.
    expect(amplitudeAt(middle, 2000)).toBeLessThan(0.002);
    expect(peaks).toHaveLength(1200);
    // Encoders overshoot where a sound begins and ends.
    expect(Math.max(...peaks.slice(100, -100))).toBeCloseTo(0.4, 1);
  },
);

test.each([8000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_000, 11_127])(
  'a tone at %i samples a second keeps loudness and length',
  async (sampleRate) => {
    const { wav: file, durationSeconds } = await convert(
      wav({ data: pcm16(tones([440], 0.5, 1.5, sampleRate)), sampleRate }),
    );
    expect(durationSeconds).toBeCloseTo(1.5, 2);
    expect(amplitudeAt(samplesOf(file).subarray(2000, 10_000), 440)).toBeCloseTo(0.5, 2);
  },
);

test.each([44_100, 48_000])(
  'what a telephone cannot carry of %i samples a second does not fold back',
  async (sampleRate) => {
    const data = pcm16(tones([4600, 5000, 6000, 7560, 12_000], 0.15, 1, sampleRate));
    const { peaks } = await convert(wav({ data, sampleRate }));
    expect(Math.max(...peaks.slice(10, -10))).toBeLessThan(0.005);
  },
);

const tone = tones([440], 0.5, 1, 8000);
const bytesOf = (size: number, write: (view: DataView, at: number, sample: number) => void) => {
  const view = new DataView(new ArrayBuffer(tone.length * size));
  for (const [at, sample] of tone.entries()) write(view, at * size, sample);
  return new Uint8Array(view.buffer);
};
const muLaw = (sample: number) => {
  const size = Math.min(32_635, Math.abs(Math.round(sample * 32_768))) + 132;
  const segment = Math.floor(Math.log2(size)) - 7;
  return ~((sample < 0 ? 128 : 0) | (segment << 4) | ((size >> (segment + 3)) & 15)) & 255;
};

test.each([
  ['8-bit', { bits: 8, data: bytesOf(1, (view, at, sample) => view.setUint8(at, 128 + sample * 127)) }],
  ['16-bit', { data: pcm16(tone) }],
  ['16-bit extensible', { data: pcm16(tone), extensible: true }],
  [
    '24-bit',
    {
      bits: 24,
      data: bytesOf(3, (view, at, sample) => {
        view.setUint8(at, 77);
        view.setInt16(at + 1, sample * 32_767, true);
      }),
    },
  ],
  ['32-bit', { bits: 32, data: bytesOf(4, (view, at, sample) => view.setInt32(at, sample * 2 ** 31, true)) }],
  ['float', { bits: 32, format: 3, data: bytesOf(4, (view, at, sample) => view.setFloat32(at, sample, true)) }],
  ['double', { bits: 64, format: 3, data: bytesOf(8, (view, at, sample) => view.setFloat64(at, sample, true)) }],
  ['µ-law', { bits: 8, format: 7, data: bytesOf(1, (view, at, sample) => view.setUint8(at, muLaw(sample))) }],
])('WAV with %s samples sounds as it should', async (_form, parts) => {
  const before = [chunk('LIST', Buffer.from('odd')), chunk('bext', Buffer.alloc(3000))];
  const { wav: file, durationSeconds } = await convert(
    wav({ ...parts, before, after: [chunk('id3 ', Buffer.alloc(9))] }),
  );
  expect(durationSeconds).toBe(1);
  expect(amplitudeAt(samplesOf(file), 440)).toBeCloseTo(0.5, 2);
});

test('A-law silence and full scale are read as G.711 has them', async () => {
  const data = Uint8Array.of(0xd5, 0x55, 0xaa, 0x2a);
  const { wav: file } = await convert(wav({ data, bits: 8, format: 6 }));
  expect([...samplesOf(file)].map((sample) => Math.round(sample * 4096))).toEqual([1, -1, 4032, -4032]);
});

test('sound beyond full scale is made softer as a whole, other sound is left as it is', async () => {
  const loud = new Uint8Array(tone.map((sample) => sample * 3).buffer);
  const { wav: file, peaks } = await convert(wav({ data: loud, bits: 32, format: 3 }));
  expect(Math.max(...peaks)).toBe(1);
  expect(amplitudeAt(samplesOf(file), 440)).toBeCloseTo(1, 2);
  const quiet = await convert(wav({ data: pcm16(tone.map((sample) => sample / 10)) }));
  expect(Math.max(...quiet.peaks)).toBeCloseTo(0.05, 2);
});

test('an MP3 with a megabyte of tags before its sound is read', async () => {
  const size = 1_000_000;
  const tag = Buffer.alloc(10 + size);
  tag.write('ID3\x04\0\0', 'latin1');
  tag.set([size >> 21, (size >> 14) & 127, (size >> 7) & 127, size & 127], 6);
  const { format, durationSeconds } = await convert(Buffer.concat([tag, fixture('tones.mp3')]));
  expect(format).toBe('mp3');
  expect(Math.abs(durationSeconds - 1.7)).toBeLessThan(0.05);
});

test.each([
  ['a page that says it is MP3', Buffer.from('<html>sign in</html>'), 'not-audio', 'web page'],
  ['M4A without its end', fixture('tones.m4a').subarray(0, 15_000), 'broken', 'cut short'],
  ['M4A without its end, index first', fixture('tones-moov-first.m4a').subarray(0, 15_000), 'broken', 'cut short'],
  ['M4A whose frames are noise', noisy(fixture('tones.m4a'), 2000, 12_000), 'broken', 'damaged'],
  ['Apple Lossless', fixture('lossless.m4a'), 'unsupported', 'not AAC'],
  ['a film without sound', fixture('silent-film.mp4'), 'not-audio', 'no sound'],
  ['WAV without its end', wav({ data: pcm16(tone) }).subarray(0, 9000), 'broken', 'ends before'],
  ['WAV without sound', wav({ data: new Uint8Array(0) }), 'broken', 'no sound'],
  ['WAV before its data', wav({ data: pcm16(tone) }).subarray(0, 36), 'broken', 'no sound'],
  ['WAV with GSM', wav({ data: pcm16(tone), format: 49, bits: 0 }), 'unsupported', 'format 49'],
  ['WAV without channels', wav({ data: pcm16(tone), channels: 0 }), 'unsupported', '0 channels'],
  ['WAV at a million samples a second', wav({ data: pcm16(tone), sampleRate: 1_000_000 }), 'broken', 'claims'],
  ['the head of an MP3', fixture('tones.mp3').subarray(0, 200), 'broken', 'no sound'],
  ['an ID3 tag and nothing else', Buffer.from('ID3\x04\0\0\0\0\0\0', 'latin1'), 'broken', 'no sound'],
  ['the head of a Vorbis file', fixture('tones-vorbis.ogg').subarray(0, 100), 'broken', ''],
  ['the head of an Opus file', fixture('tones-opus.ogg').subarray(0, 100), 'broken', ''],
])('%s is refused by name', async (_what, bytes, kind, words) => {
  await expect(convert(bytes)).rejects.toMatchObject(refusal(kind, words));
});

test.each(['tones.mp3', 'tones-vorbis.ogg', 'tones-opus.ogg'])('%s plays as far as it goes', async (name) => {
  const whole = fixture(name);
  const { durationSeconds } = await convert(whole.subarray(0, Math.floor(whole.length * 0.6)));
  expect(durationSeconds).toBeGreaterThan(0.2);
  expect(durationSeconds).toBeLessThan(1.7);
});

test.each(['tones.mp3', 'tones.m4a', 'tones-vorbis.ogg', 'tones-opus.ogg'])(
  'noise within %s gives sound or a named refusal',
  async (name) => {
    for (let from = 0; from < 8000; from += 1600) {
      const outcome = await convert(noisy(fixture(name), from, from + 300)).catch((error: unknown) => error);
      expect(outcome).toMatchObject(
        outcome instanceof Error ? { name: 'AudioRefused' } : { durationSeconds: expect.any(Number) },
      );
    }
  },
);

test('a file that is too long is given up before its end', async () => {
  // Read to its end, this one would be refused as cut short.
  const endless = wav({ data: pcm16(tones([440], 0.5, 60, 8000)), statedBytes: 2 ** 31 });
  await expect(convert(endless, 10)).rejects.toMatchObject(refusal('too-long', '10 seconds'));
  await expect(convert(endless, 70)).rejects.toMatchObject(refusal('broken'));
});

test('a small file with a day of sound in it is given up when the limit is passed', async () => {
  expect(await convert(opusBomb(0.01))).toMatchObject({ durationSeconds: expect.closeTo(61.2, 0) });
  // Read to its end, this one would fill the memory: it unpacks to 17 GB.
  const bomb = opusBomb(24);
  expect(bomb.length).toBeLessThan(3_000_000);
  await expect(convert(bomb, 60)).rejects.toMatchObject(refusal('too-long', '60 seconds'));
});

test.each(['tones.mp3', 'tones.m4a', 'tones-vorbis.ogg', 'tones-opus.ogg'])('%s is held to the limit', async (name) => {
  await expect(convert(fixture(name), 1)).rejects.toMatchObject(refusal('too-long'));
});

/** Part of a file overwritten, the same on every run. */
function noisy(bytes: Uint8Array, from: number, to: number): Uint8Array {
  return bytes.map((byte, at) => (at >= from && at < to ? (at * 7919 + (at >> 3) * 104_729) & 255 : byte));
}
