import { createMp3Encoder } from 'wasm-media-encoders';
import { SAMPLE_RATE_HZ, type Samples } from './samples.ts';

/** Encodes one MP3 file, piece by piece. */
export interface Mp3Encoder {
  /** One stretch of every channel; gives the bytes that are complete. */
  add(channels: Samples[]): Uint8Array;
  /** The last bytes. */
  end(): Uint8Array;
}

/**
 * An encoder as Twilio's recordings have it: 8000 Hz at 32 kbit/s, mono or stereo, by LAME
 * (https://github.com/arseneyr/wasm-media-encoders).
 *
 * @example
 * const encoder = await makeMp3Encoder(1);
 * const bytes = [encoder.add([beep()]), encoder.end()];
 */
export async function makeMp3Encoder(channelCount: 1 | 2): Promise<Mp3Encoder> {
  const encoder = await createMp3Encoder();
  encoder.configure({
    channels: channelCount,
    sampleRate: SAMPLE_RATE_HZ,
    outputSampleRate: SAMPLE_RATE_HZ,
    bitrate: 32,
  });
  // The bytes it gives are its own memory and are overwritten by the next call.
  return {
    add: (channels) => encoder.encode(channels.map(toUnitRange)).slice(),
    end: () => encoder.finalize().slice(),
  };
}

function toUnitRange(samples: Samples): Float32Array {
  return Float32Array.from(samples, (sample) => sample / 32_768);
}
