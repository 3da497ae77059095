/** What a WAV file holds. */
export interface Wave {
  sampleRate: number;
  channels: number;
  /** 16-bit samples, interleaved. */
  samples: Int16Array;
  durationSeconds: number;
}

/** Reads 16-bit PCM, the only form that recordings come in (twilio.com/docs/voice/api/recording, read 2026-11-21). */
export function readWave(bytes: Uint8Array): Wave | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || text(bytes, 0) !== 'RIFF' || text(bytes, 8) !== 'WAVE') return undefined;
  let format: { channels: number; sampleRate: number } | undefined;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = view.getUint32(at + 4, true);
    if (text(bytes, at) === 'fmt ' && size >= 16 && at + 24 <= bytes.length) {
      const isPcm16 = view.getUint16(at + 8, true) === 1 && view.getUint16(at + 22, true) === 16;
      if (isPcm16) format = { channels: view.getUint16(at + 10, true), sampleRate: view.getUint32(at + 12, true) };
    }
    if (text(bytes, at) === 'data') return format && wave(bytes, at + 8, size, format);
    at += 8 + size + (size % 2);
  }
  return undefined;
}

/** The loudest sample, 0 to 1, of each of `steps` even stretches, by channel. */
export function peaksOf(wave: Wave, steps: number): number[][] {
  const frames = Math.floor(wave.samples.length / wave.channels);
  const count = Math.min(steps, frames);
  return Array.from({ length: wave.channels }, (_none, channel) =>
    Array.from({ length: count }, (_empty, step) => {
      const end = Math.floor(((step + 1) * frames) / count);
      let loudest = 0;
      for (let frame = Math.floor((step * frames) / count); frame < end; frame += 1) {
        const sample = Math.abs(wave.samples[frame * wave.channels + channel] ?? 0);
        if (sample > loudest) loudest = sample;
      }
      return Math.round((loudest / 32_768) * 1000) / 1000;
    }),
  );
}

function wave(
  bytes: Uint8Array,
  start: number,
  size: number,
  format: { channels: number; sampleRate: number },
): Wave | undefined {
  const { channels, sampleRate } = format;
  if (channels < 1 || channels > 2 || sampleRate < 1) return undefined;
  const length = Math.min(size, bytes.length - start);
  // A copy, since the data may lie at an odd offset; a Buffer's own slice would be no copy.
  const data = new Uint8Array(bytes.subarray(start, start + length - (length % (2 * channels))));
  const samples = new Int16Array(data.buffer, 0, data.length / 2);
  return { sampleRate, channels, samples, durationSeconds: samples.length / channels / sampleRate };
}

function text(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
