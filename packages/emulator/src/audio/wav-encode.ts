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
  const bytes = new Uint8Array(headerBytes + frames * channels.length * 2);
  bytes.set(wavHeader(channels.length, frames));
  interleave(channels, new DataView(bytes.buffer, headerBytes));
  return bytes;
}

/**
 * A WAV file like that of {@link encodeWav}, piece by piece: first the header, then each slice. A slice is one stretch
 * of every channel.
 *
 * @param shape what the slices will hold altogether; a frame is one sample of every channel
 * @example
 * const slices = together([line.far.renderInSlices(0, 60_000), line.near.renderInSlices(0, 60_000)]);
 * for await (const piece of wavInSlices(slices, { channelCount: 2, frames: 480_000 })) file.write(piece);
 */
export async function* wavInSlices(
  slices: AsyncIterable<Samples[]>,
  { channelCount, frames }: { channelCount: number; frames: number },
): AsyncGenerator<Uint8Array> {
  yield wavHeader(channelCount, frames);
  for await (const channels of slices) {
    const bytes = new Uint8Array((channels[0]?.length ?? 0) * channelCount * 2);
    interleave(channels, new DataView(bytes.buffer));
    yield bytes;
  }
}

function interleave(channels: Samples[], view: DataView): void {
  for (const [place, channel] of channels.entries()) {
    for (let frame = 0; frame < channel.length; frame += 1) {
      view.setInt16((frame * channels.length + place) * 2, channel[frame] ?? 0, true);
    }
  }
}

/**
 * The first 44 bytes of a WAV file of 16-bit PCM at 8000 Hz.
 *
 * @param frames samples of each channel
 * @example
 * wavHeader(2, 480_000).length; // 44
 */
export function wavHeader(channelCount: number, frames: number): Uint8Array {
  const bytes = new Uint8Array(headerBytes);
  const view = new DataView(bytes.buffer);
  const frameBytes = channelCount * 2;
  const dataBytes = frames * frameBytes;
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
  return bytes;
}

function writeTag(view: DataView, at: number, tag: string): void {
  for (let letter = 0; letter < tag.length; letter += 1) view.setUint8(at + letter, tag.charCodeAt(letter));
}
