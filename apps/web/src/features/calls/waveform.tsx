import { useWavesurfer } from '@wavesurfer/react';
import { useEffect, useMemo, useRef } from 'react';
import { useIsDark } from '../../app/theme.ts';

/** The picture of a recording; a click moves the position. The slider below it is for everybody else. */
export function Waveform(props: {
  audio: HTMLAudioElement;
  peaks: number[][];
  durationSeconds: number;
  channelNames: readonly string[];
}) {
  const box = useRef<HTMLDivElement>(null);
  const dark = useIsDark();
  const height = props.peaks.length > 1 ? 40 : 64;
  const { wavesurfer } = useWavesurfer({
    container: box,
    media: props.audio,
    peaks: props.peaks,
    duration: props.durationSeconds,
    height,
    barWidth: 2,
    barGap: 1,
    barRadius: 1,
    cursorWidth: 2,
    // Both channels of a recording are drawn one above the other.
    splitChannels: useMemo(() => props.peaks.map(() => ({ height })), [props.peaks, height]),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are read from the page, which `dark` repaints.
  useEffect(() => {
    const colours = { waveColor: token('--input'), progressColor: token('--accent'), cursorColor: token('--fg') };
    wavesurfer?.setOptions({ ...colours, splitChannels: props.peaks.map(() => ({ height, ...colours })) });
  }, [wavesurfer, dark, props.peaks, height]);
  const names = props.peaks.length > 1 ? props.channelNames : [];
  return (
    <div className="gap-x-3 sm:flex">
      {names.length > 0 ? (
        <ul aria-label="Channels" className="flex gap-x-4 text-xs text-muted sm:grid">
          {names.map((name, lane) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two lanes may have one name.
            <li key={lane} style={{ minHeight: height }} className="max-w-40 content-center truncate max-sm:min-h-6!">
              {name}
            </li>
          ))}
        </ul>
      ) : null}
      <div ref={box} aria-hidden className="min-w-0 flex-1 rounded-lg bg-sunken px-2" />
    </div>
  );
}

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
