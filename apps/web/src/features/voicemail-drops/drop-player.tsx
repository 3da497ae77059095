import type { VoicemailDrop } from '@offhook/contract';
import { Pause, Play } from 'lucide-react';
import { clockDuration, wordDuration } from '../../app/formats.ts';
import { seekRecording, toggleRecording, useNowPlaying } from '../calls/now-playing.ts';
import { waveformPath } from './waveform-path.ts';

type Playable = Pick<VoicemailDrop, 'id' | 'name' | 'duration_seconds' | 'peaks'>;

/** Plays a drop; its waveform shows how far it is. */
export function DropPlayer({ drop, url }: { drop: Playable; url: string }) {
  const now = useNowPlaying(drop.id);
  const { duration_seconds: seconds } = drop;
  const position = Math.min(now?.position ?? 0, seconds);
  const Icon = now?.playing ? Pause : Play;
  return (
    <div className="flex flex-wrap items-center gap-3">
      <button
        type="button"
        aria-label={`${now?.playing ? 'Pause' : 'Play'} ${drop.name}`}
        onClick={() => toggleRecording({ id: drop.id, url })}
        className="grid size-9 shrink-0 place-content-center rounded-full border border-input bg-surface hover:bg-sunken"
      >
        <Icon size={14} aria-hidden />
      </button>
      <div className="relative min-w-32 flex-1">
        <Peaks peaks={drop.peaks ?? []} share={seconds > 0 ? position / seconds : 0} />
        {now ? (
          <input
            type="range"
            aria-label={`Position in ${drop.name}`}
            min={0}
            max={seconds}
            step="any"
            value={position}
            aria-valuetext={`${wordDuration(position)} of ${wordDuration(seconds)}`}
            onChange={(event) => seekRecording(Number(event.target.value))}
            className="absolute inset-0 size-full cursor-pointer opacity-0 focus-visible:opacity-100 accent-[var(--accent-text)]"
          />
        ) : null}
      </div>
      <span className="tabular text-xs text-muted">
        {clockDuration(position)} / {clockDuration(Math.ceil(seconds))}
      </span>
      {now?.failed ? (
        <p role="alert" className="w-full text-[13px] text-danger-text">
          It could not be played. Reload the page and try again.
        </p>
      ) : null}
    </div>
  );
}

function Peaks({ peaks, share }: { peaks: readonly number[]; share: number }) {
  const path = waveformPath(peaks, 32);
  const picture = { viewBox: `0 0 ${Math.max(1, peaks.length)} 32`, preserveAspectRatio: 'none', strokeWidth: 0.7 };
  const place = 'absolute inset-0 size-full';
  return (
    <div aria-hidden className="relative h-8 overflow-hidden rounded-md bg-sunken">
      <svg aria-hidden {...picture} className={place}>
        <path d={path} className="stroke-[var(--input)]" />
      </svg>
      <svg aria-hidden {...picture} className={place} style={{ clipPath: `inset(0 ${100 - 100 * share}% 0 0)` }}>
        <path d={path} className="stroke-[var(--accent)]" />
      </svg>
    </div>
  );
}
