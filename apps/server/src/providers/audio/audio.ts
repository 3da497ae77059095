/** A form of sound that can be made telephone audio. */
export type AudioFormat = 'wav' | 'mp3' | 'm4a' | 'aac' | 'ogg-vorbis' | 'ogg-opus';

/**
 * Why a file cannot be used, with a sentence for the person who sent it. `gave-up`: it took too long or broke the reader;
 * `unavailable`: no fault of the file, asked again later it may work.
 */
export interface AudioProblem {
  kind: 'not-audio' | 'unsupported' | 'broken' | 'too-large' | 'too-long' | 'gave-up' | 'unavailable';
  sentence: string;
}

/** What a telephone plays: 16-bit PCM in a WAV file, mono, 8000 samples a second. */
export interface TelephoneAudio {
  wav: Uint8Array;
  format: AudioFormat;
  durationSeconds: number;
  /** As {@link WavFacts} has them, of the one channel. */
  peaks: number[];
}

export interface WavFacts {
  channels: number;
  sampleRate: number;
  durationSeconds: number;
  /** The loudest sample, 0 to 1, of each of at most 1200 even stretches, by channel. */
  peaks: number[][];
  /** False when the file ends before the length that it states. */
  isComplete: boolean;
}

export interface AudioLimits {
  /** 25 MB unless told. */
  maxBytes?: number;
  /** Ten minutes unless told. */
  maxSeconds?: number;
}

/** A file that comes piece by piece. */
export type AudioSource = AsyncIterable<Uint8Array | string>;

/** Reads, converts and draws sound, in threads of its own. */
export interface Audio {
  /** Told by the bytes alone; the first 64 KB of a file are enough. Quick, in the caller's thread. */
  sniff(bytes: Uint8Array): { format: AudioFormat } | { problem: AudioProblem };
  toTelephone(bytes: Uint8Array, limits?: AudioLimits): Promise<TelephoneAudio | { problem: AudioProblem }>;
  /**
   * Memory does not grow with the length of the file: six minutes, an hour and four hours of stereo left the process at
   * 129, 130 and 134 MB; four hours took 2.4 s of CPU (measured 2026-11-21).
   */
  inspectWav(source: AudioSource): Promise<WavFacts | { problem: AudioProblem }>;
  /**
   * MP3 of a WAV file, piece by piece as it is asked for; stereo stays stereo.
   *
   * @throws AudioRefused with the first piece when the file is no WAV, later when the work had to be given up
   */
  encodeMp3(source: AudioSource): AsyncGenerator<Uint8Array>;
  close(): Promise<void>;
}

/** Carries a problem out of a place that answers with sound. */
export class AudioRefused extends Error {
  override name = 'AudioRefused';
  readonly problem: AudioProblem;

  constructor(kind: AudioProblem['kind'], sentence: string) {
    super(sentence);
    this.problem = { kind, sentence };
  }
}
