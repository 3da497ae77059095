import { SAMPLE_RATE_HZ, type Samples } from './samples.ts';

const headerBytes = 44;

/**
 * A WAV file: 16-bit PCM, 8000 Hz. The shorter of two channels ends in silence.
 *
 * @param channels one channel, or left and right
 * @throws RangeError when there is no channel, or more than two
 * @example
 * encodeWav([beep()]).length; // 8044
 */
export function encodeWav(channels: Samples[]): Uint8Array {
  if (channels.length < 1 || channels.length > 2) {
    throw new RangeError(`A recording has one or two channels, not ${channels.length}`);
  }
  const frames = Math.max(...channels.map((channel) => channel.length));
  const dataBytes = frames * channels.length * 2;
  const bytes = new Uint8Array(headerBytes + dataBytes);
  const view = new DataView(bytes.buffer);
  writeHeader(view, channels.length, dataBytes);
  for (const [place, channel] of channels.entries()) {
    for (const [frame, sample] of channel.entries()) {
      view.setInt16(headerBytes + (frame * channels.length + place) * 2, sample, true);
    }
  }
  return bytes;
}

function writeHeader(view: DataView, channelCount: number, dataBytes: number): void {
  const frameBytes = channelCount * 2;
  writeTag(view, 0, 'RIFF');
  view.setUint32(4, headerBytes - 8 + dataBytes, true);
  writeTag(view, 8, 'WAVE');
  writeTag(view, 12, 'fmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channelCount, true);
  view.setUint32(24, SAMPLE_RATE_HZ, true);
  view.setUint32(28, SAMPLE_RATE_HZ * frameBytes, true);
  view.setUint16(32, frameBytes, true);
  view.setUint16(34, 16, true);
  writeTag(view, 36, 'data');
  view.setUint32(40, dataBytes, true);
}

function writeTag(view: DataView, at: number, tag: string): void {
  for (let letter = 0; letter < tag.length; letter += 1) view.setUint8(at + letter, tag.charCodeAt(letter));
}
