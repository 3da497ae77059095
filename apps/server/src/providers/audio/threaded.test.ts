import { manualClock } from '@offhook/kit';
import { MPEGDecoder } from 'mpg123-decoder';
import { afterAll, expect, test } from 'vitest';
import { amplitudeAt, fixture, inPieces, pcm16, samplesOf, tones, wav } from './test-sounds.ts';
import { makeAudio } from './threaded.ts';

const clock = manualClock(new Date('2026-11-02T15:00:00Z'));
const audio = makeAudio(clock);
afterAll(() => audio.close());

const stereo = wav({ data: pcm16(tones([440], 0.5, 3, 8000), tones([1000], 0.25, 3, 8000)), channels: 2 });

async function joined(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

test('files are converted in a thread, several at once', async () => {
  const names = ['tones.mp3', 'tones.m4a', 'tones-vorbis.ogg', 'tones-opus.ogg'];
  const results = await Promise.all(names.map((name) => audio.toTelephone(fixture(name))));
  for (const result of results) {
    expect(result).toMatchObject({ durationSeconds: expect.any(Number) });
    if ('wav' in result) expect(amplitudeAt(samplesOf(result.wav).subarray(2000, 10_000), 440)).toBeCloseTo(0.2, 1);
  }
});

test('the bytes of the caller stay the caller’s', async () => {
  const bytes = fixture('tones.mp3');
  await audio.toTelephone(bytes);
  expect(bytes).toEqual(fixture('tones.mp3'));
});

test('what is wrong with a file comes back in words', async () => {
  expect(await audio.toTelephone(Buffer.from('<html>'))).toMatchObject({ problem: { kind: 'not-audio' } });
  expect(await audio.toTelephone(fixture('tones.mp3'), { maxBytes: 1000 })).toEqual({
    problem: { kind: 'too-large', sentence: 'The file has 1 MB; 1 MB is the most.' },
  });
  expect(await audio.toTelephone(fixture('tones.mp3'), { maxSeconds: 1 })).toMatchObject({
    problem: { kind: 'too-long' },
  });
});

test('a file that takes too long is given up by name', async () => {
  const hasty = makeAudio(clock, 1);
  expect(await hasty.toTelephone(fixture('tones.m4a'))).toMatchObject({ problem: { kind: 'gave-up' } });
  await hasty.close();
});

test('only so many files wait; one more is refused until later', async () => {
  const results = await Promise.all(Array.from({ length: 10 }, () => audio.toTelephone(fixture('tones.mp3'))));
  expect(results.filter((result) => 'wav' in result)).toHaveLength(9);
  expect(results.at(-1)).toMatchObject({ problem: { kind: 'unavailable' } });
});

test('a recording is inspected while it streams', async () => {
  const facts = await audio.inspectWav(inPieces(stereo, 7001));
  expect(facts).toMatchObject({ channels: 2, sampleRate: 8000, durationSeconds: 3, isComplete: true });
  expect(facts).toMatchObject({ peaks: [expect.any(Array), expect.any(Array)] });
});

test('a stereo recording becomes a stereo MP3 that sounds the same', async () => {
  const mp3 = await joined(audio.encodeMp3(inPieces(stereo, 7001)));
  expect(mp3.length).toBeLessThan(stereo.length / 2);
  const decoder = new MPEGDecoder();
  await decoder.ready;
  const { channelData, sampleRate } = decoder.decode(mp3);
  decoder.free();
  expect(sampleRate).toBe(8000);
  const [left = new Float32Array(0), right = new Float32Array(0)] = channelData;
  expect(Math.abs(left.length / 8000 - 3)).toBeLessThan(0.3);
  expect(amplitudeAt(left.subarray(8000, 16_000), 440)).toBeCloseTo(0.5, 1);
  expect(amplitudeAt(right.subarray(8000, 16_000), 1000)).toBeCloseTo(0.25, 1);
  expect(amplitudeAt(right.subarray(8000, 16_000), 440)).toBeLessThan(0.05);
});

test('several recordings are drawn and encoded at the same time', async () => {
  const alone = await joined(audio.encodeMp3(inPieces(stereo, 5000)));
  const [one, facts, other] = await Promise.all([
    joined(audio.encodeMp3(inPieces(stereo, 5000))),
    audio.inspectWav(inPieces(stereo, 900)),
    joined(audio.encodeMp3(inPieces(stereo, 5000))),
  ]);
  expect(one).toEqual(alone);
  expect(other).toEqual(alone);
  expect(facts).toMatchObject({ durationSeconds: 3 });
});

test('what is no WAV is neither drawn nor encoded', async () => {
  const page = () => inPieces(Buffer.from('<html>expired</html>'), 5);
  expect(await audio.inspectWav(page())).toMatchObject({ problem: { kind: 'not-audio' } });
  expect(await audio.inspectWav(inPieces(new Uint8Array(0), 1))).toMatchObject({ problem: { kind: 'not-audio' } });
  await expect(joined(audio.encodeMp3(page()))).rejects.toMatchObject({ problem: { kind: 'not-audio' } });
});

test('a source that fails fails the reading with its own words, and the next file is read', async () => {
  async function* failing() {
    yield stereo.subarray(0, 5000);
    throw new Error('The disk is gone.');
  }
  await expect(audio.inspectWav(failing())).rejects.toThrow('The disk is gone.');
  expect(await audio.inspectWav(inPieces(stereo, 9000))).toMatchObject({ isComplete: true });
});

test('after closing, a new request starts a new thread', async () => {
  const own = makeAudio(clock);
  await own.inspectWav(inPieces(stereo, 9000));
  await own.close();
  expect(await own.inspectWav(inPieces(stereo, 9000))).toMatchObject({ isComplete: true });
  await own.close();
});
