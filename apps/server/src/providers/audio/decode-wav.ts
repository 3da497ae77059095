import { AudioRefused } from './audio.ts';
import type { Sound } from './sound.ts';
import { makeWavReader } from './wav-read.ts';

const pieceBytes = 262_144;

export function* decodeWav(bytes: Uint8Array): Generator<Sound> {
  const reader = makeWavReader();
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const channels = reader.push(bytes.subarray(at, at + pieceBytes));
    const shape = reader.shape();
    if (shape && channels.length > 0) yield { channels, sampleRate: shape.sampleRate };
  }
  if (!reader.end().isComplete) {
    throw new AudioRefused('broken', 'This WAV file ends before its sound does. Send the whole file.');
  }
}
