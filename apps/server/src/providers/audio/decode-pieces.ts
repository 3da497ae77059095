import type { AudioFormat } from './audio.ts';
import type { Sound } from './sound.ts';

/** What the decoders of https://github.com/eshaz/wasm-audio-decoders have in common. */
interface PieceDecoder {
  ready: Promise<void>;
  decode(bytes: Uint8Array): Decoded | Promise<Decoded>;
  flush?(): Promise<Decoded>;
  free(): void;
}

interface Decoded {
  channelData: Float32Array[];
  sampleRate: number;
}

// A page of Ogg may hold 30 s of Opus in 600 bytes: so much of a file made to burst is unpacked before anyone counts.
const pieceBytes = 4096;

// Loaded when first needed: most threads never see all of them.
const decoders: Record<Exclude<AudioFormat, 'wav' | 'm4a' | 'aac'>, () => Promise<PieceDecoder>> = {
  mp3: async () => new (await import('mpg123-decoder')).MPEGDecoder(),
  'ogg-vorbis': async () => new (await import('@wasm-audio-decoders/ogg-vorbis')).OggVorbisDecoder(),
  'ogg-opus': async () => new (await import('ogg-opus-decoder')).OggOpusDecoder(),
};

/** MP3, Vorbis and Opus, a little at a time. Broken frames are left out. */
export async function* decodePieces(format: keyof typeof decoders, bytes: Uint8Array): AsyncGenerator<Sound> {
  const decoder = await decoders[format]();
  await decoder.ready;
  try {
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      yield soundOf(await decoder.decode(bytes.subarray(at, at + pieceBytes)));
    }
    if (decoder.flush) yield soundOf(await decoder.flush());
  } finally {
    decoder.free();
  }
}

function soundOf({ channelData, sampleRate }: Decoded): Sound {
  return { channels: channelData, sampleRate };
}
