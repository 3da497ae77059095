import type { Call } from '@offhook/contract';
import { Download, Pause, Play } from 'lucide-react';
import { clockDuration, wordDuration } from '../../app/formats.ts';
import { classNames } from '../../ui/class-names.ts';
import {
  miniSpeeds,
  type NowPlaying,
  nextSpeed,
  seekRecording,
  toggleRecording,
  useNowPlaying,
} from './now-playing.ts';

const words: Record<string, string> = {
  'in-progress': '● REC',
  fetching: 'Coming…',
  failed: 'Not fetched',
  absent: '',
};

/** Where the position and what goes with it appear: over the cells beside it, so that nothing moves, or in the flow. */
export type ControlsPlace = 'left' | 'right' | 'after';

interface MiniPlayerProps {
  recording: Call['recording'];
  /** Whose recording it is, for the name of the button. */
  of: string;
  controls: ControlsPlace;
}

/** Play and pause of a recording; while it is the one that sounds, also its position, its speed and a download. */
export function MiniPlayer({ recording, of, controls }: MiniPlayerProps) {
  if (!recording) return null;
  if (recording.status !== 'ready' || !recording.url) {
    const tone = recording.status === 'in-progress' ? 'text-danger-text' : 'text-muted';
    const paused = recording.paused ? 'Paused' : undefined;
    return <span className={classNames('text-xs whitespace-nowrap', tone)}>{paused ?? words[recording.status]}</span>;
  }
  const { id, url, duration_seconds: seconds } = recording;
  return <ReadyPlayer {...{ id, url, of, controls }} seconds={seconds ?? 0} />;
}

type ReadyProps = Omit<MiniPlayerProps, 'recording'> & { id: string; url: string; seconds: number };

function ReadyPlayer({ id, url, seconds, of, controls }: ReadyProps) {
  const now = useNowPlaying(id);
  const Icon = now?.playing ? Pause : Play;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps presses inside from opening the row.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the same.
    <div className="relative flex flex-wrap items-center gap-1.5" onClick={(event) => event.stopPropagation()}>
      <button
        type="button"
        aria-label={`${now?.playing ? 'Pause' : 'Play'} the recording of ${of}`}
        onClick={() => toggleRecording({ id, url })}
        className="grid size-7 shrink-0 place-content-center rounded-full border border-input bg-surface hover:bg-sunken"
      >
        <Icon size={12} aria-hidden />
      </button>
      <span className="tabular text-xs text-muted">
        {now ? `${clockDuration(now.position)} / ` : ''}
        {clockDuration(seconds)}
      </span>
      {now ? <Controls url={url} seconds={seconds} now={now} place={controls} /> : null}
    </div>
  );
}

const places: Record<ControlsPlace, string> = {
  left: 'card absolute top-1/2 right-full z-10 mr-2 -translate-y-1/2 shadow-md',
  right: 'card absolute top-1/2 left-full z-10 ml-2 -translate-y-1/2 shadow-md',
  after: '',
};

function Controls(props: { url: string; seconds: number; now: NowPlaying; place: ControlsPlace }) {
  const { url, seconds, now, place } = props;
  if (now.failed)
    return (
      <span role="alert" className="text-xs text-danger-text">
        Not playable
      </span>
    );
  return (
    <span className={classNames('flex items-center gap-1.5 px-1.5', places[place])}>
      <input
        type="range"
        aria-label="Position"
        min={0}
        max={seconds}
        step="any"
        value={Math.min(now.position, seconds)}
        aria-valuetext={`${wordDuration(now.position)} of ${wordDuration(seconds)}`}
        onChange={(event) => seekRecording(Number(event.target.value))}
        className={classNames('h-6 w-36 accent-[var(--accent-text)]', place === 'after' && 'w-24')}
      />
      <button
        type="button"
        aria-label={`Speed ${now.speed}×, change to ${following(now.speed)}×`}
        onClick={nextSpeed}
        className="tabular h-7 w-11 rounded-md border border-input text-xs font-medium hover:bg-sunken"
      >
        {now.speed}×
      </button>
      <a
        href={`${url}?download=true`}
        download
        aria-label="Download the recording"
        title="Download"
        className="grid size-7 place-content-center rounded-md hover:bg-sunken"
      >
        <Download size={14} aria-hidden />
      </a>
    </span>
  );
}

function following(speed: number): number {
  return miniSpeeds[(miniSpeeds.indexOf(speed) + 1) % miniSpeeds.length] ?? 1;
}
