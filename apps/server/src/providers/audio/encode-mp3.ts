import { createMp3Encoder } from 'wasm-media-encoders';
import type { WavShape } from './wav-read.ts';

export interface Mp3Encoder {
  /** One stretch of every channel, from -1 to 1; gives the bytes that are complete. */
  add(channels: Float32Array[]): Uint8Array;
  /** The last bytes. */
  end(): Uint8Array;
}

// The rates that MP3 has, and bits a second for each that keep speech clear (ISO/IEC 11172-3 and 13818-3; 8 to 12 kHz by
// Fraunhofer's MPEG 2.5, which allows 64 at most).
const mp3Rates = [
  { rate: 8000, bitrate: 32 },
  { rate: 11_025, bitrate: 32 },
  { rate: 12_000, bitrate: 32 },
  { rate: 16_000, bitrate: 48 },
  { rate: 22_050, bitrate: 64 },
  { rate: 24_000, bitrate: 64 },
  { rate: 32_000, bitrate: 96 },
  { rate: 44_100, bitrate: 128 },
  { rate: 48_000, bitrate: 128 },
] as const;

/** LAME, mono or stereo; of more channels the first two are kept. */
export async function makeMp3Encoder({ channels, sampleRate }: WavShape): Promise<Mp3Encoder> {
  const { rate, bitrate } = mp3Rates.findLast((each) => each.rate <= sampleRate) ?? mp3Rates[0];
  const encoder = await createMp3Encoder();
  encoder.configure({ channels: channels === 1 ? 1 : 2, sampleRate, outputSampleRate: rate, bitrate });
  // The bytes it gives are its own memory and are overwritten by the next call.
  return {
    add: (sound) => encoder.encode(sound.slice(0, 2)).slice(),
    end: () => encoder.finalize().slice(),
  };
}
