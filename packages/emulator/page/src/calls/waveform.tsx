import { useAnswer } from '../session/use-answer.ts';

const bars = 96;
const height = 32;

/** How loud a recording is over its time, a row for each channel; a picture only, the player beside it says the rest. */
export function Waveform({ bytes }: { bytes: Blob }) {
  const { answer: channels } = useAnswer(() => loudnessOf(bytes), [bytes]);
  if (!channels) return null;
  return (
    <div class="waveform">
      {channels.map((peaks, channel) => (
        <svg key={channel} aria-hidden="true" viewBox={`0 0 ${bars} ${height}`} preserveAspectRatio="none">
          <path d={peaks.map(barAt).join('')} />
        </svg>
      ))}
    </div>
  );
}

function barAt(peak: number, at: number): string {
  const half = Math.max(0.5, (peak * height) / 2);
  return `M${at + 0.5} ${height / 2 - half}v${half * 2}`;
}

/** The highest peak (0 to 1) of every bar, channel by channel. */
async function loudnessOf(bytes: Blob): Promise<number[][]> {
  const decoder = new OfflineAudioContext(1, 1, 8000);
  const audio = await decoder.decodeAudioData(await bytes.arrayBuffer());
  return Array.from({ length: audio.numberOfChannels }, (_, channel) => peaksOf(audio.getChannelData(channel)));
}

function peaksOf(samples: Float32Array): number[] {
  return Array.from({ length: bars }, (_, bar) => {
    const part = samples.subarray((bar * samples.length) / bars, ((bar + 1) * samples.length) / bars);
    return part.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
  });
}
