import { AudioRefused } from './audio.ts';
import { type SampleForm, sampleForm } from './sample-forms.ts';

export interface WavShape {
  channels: number;
  sampleRate: number;
}

/** Reads a WAV file that comes in pieces; it holds no more than one piece and the start of a chunk. */
export interface WavReader {
  /** The samples that are complete, by channel, from -1 to 1. */
  push(piece: Uint8Array): Float32Array[];
  shape(): WavShape | undefined;
  /** To be asked after the last piece. @throws AudioRefused when there was no sound */
  end(): WavShape & { frames: number; isComplete: boolean };
}

type Format = WavShape & { form: SampleForm };
type Place = 'riff' | 'chunk' | 'skip' | 'format' | 'data' | 'after';

interface State {
  at: Place;
  /** Bytes of this place that are still to come; endless where nobody knows. */
  left: number;
  kept: Uint8Array;
  format: Format | undefined;
  frames: number;
  found: Float32Array[];
}

const maxFormatBytes = 1024;

export function makeWavReader(): WavReader {
  const state: State = { at: 'riff', left: 0, kept: new Uint8Array(0), format: undefined, frames: 0, found: [] };
  return {
    push(piece) {
      state.kept = state.kept.length === 0 ? piece : Buffer.concat([state.kept, piece]);
      state.found = [];
      while (steps[state.at](state)) {}
      // A copy, since what is left of a large piece would keep all of it.
      state.kept = state.kept.slice();
      return state.found;
    },
    shape: () => state.format && { channels: state.format.channels, sampleRate: state.format.sampleRate },
    end() {
      const { at, left, format, frames } = state;
      if (at === 'riff') throw new AudioRefused('not-audio', noWav);
      if (!format || (at !== 'data' && at !== 'after'))
        throw new AudioRefused('broken', 'This WAV file holds no sound.');
      const isComplete = at === 'after' || left === Number.POSITIVE_INFINITY;
      return { channels: format.channels, sampleRate: format.sampleRate, frames, isComplete };
    },
  };
}

/** One step on from each place; false when it needs more bytes. */
const steps: Record<Place, (state: State) => boolean> = {
  riff(state) {
    const head = take(state, 12);
    if (!head) return false;
    if (text(head, 0) !== 'RIFF' || text(head, 8) !== 'WAVE') throw new AudioRefused('not-audio', noWav);
    return goTo(state, 'chunk');
  },
  chunk(state) {
    const head = take(state, 8);
    return head !== undefined && goTo(state, ...chunk(head));
  },
  skip(state) {
    const skipped = take(state, Math.min(state.left, state.kept.length))?.length ?? 0;
    state.left -= skipped;
    return state.left === 0 && goTo(state, 'chunk');
  },
  format(state) {
    const bytes = take(state, state.left);
    if (!bytes) return false;
    state.format = readFormat(bytes);
    return goTo(state, 'chunk');
  },
  data(state) {
    const { format } = state;
    if (!format) throw new AudioRefused('broken', 'This WAV file does not say its format before its sound.');
    const unit = format.channels * format.form.bytes;
    const frames = Math.floor(Math.min(state.left, state.kept.length) / unit);
    const bytes = take(state, frames * unit);
    if (frames > 0 && bytes) state.found = samplesOf(bytes, format);
    state.frames += frames;
    state.left -= frames * unit;
    // Less than a frame at the end of the data is nobody's.
    return state.left < unit && goTo(state, 'after');
  },
  after(state) {
    state.kept = new Uint8Array(0);
    return false;
  },
};

function goTo(state: State, at: Place, left = 0): true {
  state.at = at;
  state.left = left;
  return true;
}

/** The next `count` bytes, or nothing until they are all there. */
function take(state: State, count: number): Uint8Array | undefined {
  if (state.kept.length < count) return undefined;
  const taken = state.kept.subarray(0, count);
  state.kept = state.kept.subarray(count);
  return taken;
}

const noWav = 'This is not a WAV file: it does not begin with RIFF and WAVE.';

function chunk(head: Uint8Array): [Place, number] {
  const size = new DataView(head.buffer, head.byteOffset).getUint32(4, true);
  const name = text(head, 0);
  const padded = size + (size % 2);
  if (name === 'fmt ') {
    if (size < 16 || size > maxFormatBytes) throw new AudioRefused('broken', 'The format of this WAV file is broken.');
    return ['format', padded];
  }
  if (name !== 'data') return ['skip', padded];
  // Programs that write to a pipe cannot know the length and leave one of these.
  const isUnknown = size === 0 || size >= 0xffff_ff00;
  return ['data', isUnknown ? Number.POSITIVE_INFINITY : size];
}

function readFormat(bytes: Uint8Array): Format {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const outer = view.getUint16(0, true);
  // 0xfffe: the true format stands in the first two bytes of a GUID (mmreg.h, WAVEFORMATEXTENSIBLE).
  const tag = outer === 0xfffe && bytes.length >= 26 ? view.getUint16(24, true) : outer;
  const bits = view.getUint16(14, true);
  const form = sampleForm(tag, bits);
  if (!form) {
    throw new AudioRefused('unsupported', `This WAV file has format ${tag} with ${bits} bits. Save it as 16-bit PCM.`);
  }
  const channels = view.getUint16(2, true);
  const sampleRate = view.getUint32(4, true);
  if (channels < 1 || channels > 8) throw new AudioRefused('unsupported', `This WAV file has ${channels} channels.`);
  if (sampleRate < 1000 || sampleRate > 384_000) {
    throw new AudioRefused('broken', `This WAV file claims ${sampleRate} samples a second.`);
  }
  return { channels, sampleRate, form };
}

function samplesOf(bytes: Uint8Array, { channels, form }: Format): Float32Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const unit = channels * form.bytes;
  return Array.from({ length: channels }, (_none, channel) => {
    const samples = new Float32Array(bytes.length / unit);
    for (let frame = 0; frame < samples.length; frame += 1) {
      samples[frame] = form.read(view, frame * unit + channel * form.bytes);
    }
    return samples;
  });
}

function text(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
