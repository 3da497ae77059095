import { clock } from '../app/clock.ts';
import { mixDown, peakOf, wavFile } from './wav-file.ts';

// Twice what a telephone carries, and a third of the size of what a microphone gives.
const sampleRate = 16_000;
// A microphone that works hears more than this in an empty room; one that is muted gives zeros.
const silentPeak = 0.001;

/** A recording that runs. */
export interface Recording {
  /** How loud it is now, 0 to 1. */
  level(): number;
  seconds(): number;
  stop(): void;
  /** Settles once it has stopped, also when the microphone was unplugged. */
  stopped: Promise<void>;
  /** What was recorded, as a WAV file of 16 bit and one channel; after it has stopped. */
  wav(): Promise<Blob>;
}

/** Records from the microphone; what can go wrong is put into words by `microphoneSentence`. */
export async function recordMicrophone(): Promise<Recording> {
  // Browsers hide it on pages that did not come by HTTPS or from this computer.
  if (!navigator.mediaDevices) throw new DOMException('', 'SecurityError');
  if (typeof MediaRecorder === 'undefined') throw new DOMException('', 'NotSupportedError');
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const wave = new Float32Array(analyser.fftSize);
  const recorder = new MediaRecorder(stream);
  const pieces: Blob[] = [];
  recorder.ondataavailable = ({ data }) => pieces.push(data);
  const stopped = new Promise<void>((resolve) => {
    recorder.onstop = () => {
      for (const track of stream.getTracks()) track.stop();
      void context.close();
      resolve();
    };
  });
  recorder.start();
  const startedAtMs = clock.nowMs();
  return {
    level() {
      analyser.getFloatTimeDomainData(wave);
      return Math.min(1, peakOf(wave));
    },
    seconds: () => (clock.nowMs() - startedAtMs) / 1000,
    stop() {
      if (recorder.state !== 'inactive') recorder.stop();
    },
    stopped,
    wav: () => wavOf(new Blob(pieces)),
  };
}

async function wavOf(recorded: Blob): Promise<Blob> {
  const decoder = new OfflineAudioContext(1, 1, sampleRate);
  const sound = await decoder.decodeAudioData(await recorded.arrayBuffer());
  const samples = mixDown(Array.from({ length: sound.numberOfChannels }, (_, at) => sound.getChannelData(at)));
  if (peakOf(samples) < silentPeak) throw new DOMException('', 'SilenceError');
  return new Blob([wavFile(samples, sampleRate)], { type: 'audio/wav' });
}
