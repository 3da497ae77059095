import { afterAll, expect, test } from 'vitest';
import { CodecFailed, closeCodecs, decodeAudio, encodeMp3, mp3InSlices } from './codecs.ts';
import { detectDtmf } from './detect-dtmf.ts';
import { dtmf } from './dtmf.ts';
import { sliced, together } from './slices.ts';
import { repeated } from './sound.ts';
import { makeTimeline } from './timeline.ts';
import { beep } from './tones.ts';
import { UnreadableAudio } from './unreadable-audio.ts';
import { recordedChannels } from './wav-decode.ts';
import { encodeWav } from './wav-encode.ts';

afterAll(closeCodecs);

const keys = dtmf('147*2580');

test('a recording as MP3 lasts as long, has 32 kbit a second, and its keys are heard', async () => {
  for (const channels of [[keys], [keys, beep()]]) {
    const bytes = await encodeMp3(channels);
    expect(Math.abs((bytes.length * 8) / 32_000 - keys.length / 8000)).toBeLessThan(0.3);
    // The mode of a frame stands in the two highest bits of its fourth byte: 3 is mono.
    expect((bytes[3] ?? 0) >> 6 === 3).toBe(channels.length === 1);
    expect(detectDtmf(await decodeAudio(bytes, 'audio/mpeg'))).toContain('2580');
  }
});

test('MP3 of a long recording is written while it is rendered, and is the same as at once', async () => {
  const timeline = makeTimeline();
  timeline.add(0, repeated(keys, 60_000));
  const pieces: Uint8Array[] = [];
  for await (const piece of mp3InSlices(together([timeline.renderInSlices(0, 60_000)]), 1)) pieces.push(piece);
  expect(pieces).toHaveLength(7);
  expect(Buffer.concat(pieces).equals(await encodeMp3([timeline.render(0, 60_000)]))).toBe(true);
});

test('two files written at once do not mix', async () => {
  const files = [[keys], [beep(2000)]];
  const alone: Uint8Array[] = [];
  for (const channels of files) alone.push(await encodeMp3(channels));
  expect(await Promise.all(files.map(encodeMp3))).toEqual(alone);
});

test('a reader who stops early leaves the next file whole', async () => {
  for await (const piece of mp3InSlices(sliced([keys], 1000), 1)) {
    expect(piece.length).toBeGreaterThanOrEqual(0);
    break;
  }
  expect(detectDtmf(await decodeAudio(await encodeMp3([keys]), 'audio/mpeg'))).toBe('147*2580');
});

test('a WAV file is decoded in the thread, and its bytes stay with who gave them', async () => {
  const bytes = encodeWav([keys]);
  expect(await decodeAudio(bytes, 'audio/wav')).toEqual(keys);
  expect(bytes).toEqual(encodeWav([keys]));
});

test('bytes that are no sound are refused by name, and the next file is played', async () => {
  await expect(decodeAudio(Buffer.from('<html>'), 'text/html')).rejects.toThrow(UnreadableAudio);
  await expect(decodeAudio(new Uint8Array(0), 'audio/mpeg')).rejects.toThrow('This audio file is empty.');
  expect(await decodeAudio(encodeWav([keys]), '')).toEqual(keys);
});

test('no channel and three channels are refused', async () => {
  await expect(encodeMp3([])).rejects.toThrow(RangeError);
  await expect(encodeMp3([keys, keys, keys])).rejects.toThrow(RangeError);
});

test('closing fails what is under way by name, and a later file is played', async () => {
  const asked = Promise.allSettled([decodeAudio(encodeWav([keys]), ''), encodeMp3([keys])]);
  await closeCodecs();
  for (const answer of await asked) expect(answer).toMatchObject({ reason: expect.any(CodecFailed) });
  expect(await decodeAudio(encodeWav([keys]), '')).toEqual(keys);
});

test('a recording gives back its channels', () => {
  const shorter = Int16Array.of(1, -2, 3);
  const [left, right] = recordedChannels(encodeWav([keys, shorter]));
  expect(left).toEqual(keys);
  expect(right?.subarray(0, 3)).toEqual(shorter);
  expect(right?.subarray(3).every((sample) => sample === 0)).toBe(true);
});
