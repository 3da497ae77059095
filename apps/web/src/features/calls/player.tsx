import { Download, FastForward, Pause, Play, Rewind } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { byteSize, clockDuration, wordDuration } from '../../app/formats.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { Button, buttonLook } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Waveform } from './waveform.tsx';

interface PlayerProps {
  url: string;
  bytes: number | null;
  peaks: number[][];
  durationSeconds: number;
  onPlay: () => void;
}

const speeds = [0.75, 1, 1.25, 1.5, 2];

/** Plays a recording. The waveform is drawn from the server's peaks; nothing is decoded here. */
export function Player({ url, bytes, peaks, durationSeconds, onPlay }: PlayerProps) {
  const [audio, setAudio] = useState<HTMLAudioElement | null>(null);
  const { playing, position, failed } = useAudioState(audio);
  const toggle = useCallback(() => {
    if (!audio) return;
    // A rejected play() also raises the element's error event, which is shown.
    if (audio.paused) audio.play().catch(() => {});
    else audio.pause();
  }, [audio]);
  const moveTo = (seconds: number) => {
    if (audio) audio.currentTime = Math.min(durationSeconds, Math.max(0, seconds));
  };
  useShortcut('play-pause', toggle);
  useJump('back-5', audio, -5);
  useJump('forward-5', audio, 5);
  useJump('back-15', audio, -15);
  useJump('forward-15', audio, 15);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {/* biome-ignore lint/a11y/useMediaCaption: a telephone recording has no captions; transcripts are a feature of their own. */}
      <audio ref={setAudio} src={url} preload="metadata" onPlay={onPlay} />
      {audio ? <Waveform audio={audio} peaks={peaks} durationSeconds={durationSeconds} /> : null}
      <input
        type="range"
        aria-label="Position"
        min={0}
        max={durationSeconds}
        // A step would round the value, and React would take the rounding for a change that somebody made.
        step="any"
        value={Math.min(position, durationSeconds)}
        aria-valuetext={`${wordDuration(position)} of ${wordDuration(durationSeconds)}`}
        onChange={(event) => moveTo(Number(event.target.value))}
        className="h-6 w-full accent-[var(--accent-text)]"
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button look="primary" onClick={toggle} className="w-24">
          {playing ? <Pause size={16} aria-hidden /> : <Play size={16} aria-hidden />} {playing ? 'Pause' : 'Play'}
        </Button>
        <IconButton
          name="Back 15 seconds"
          icon={<Rewind size={16} aria-hidden />}
          onClick={() => moveTo(position - 15)}
        />
        <IconButton
          name="Forward 15 seconds"
          icon={<FastForward size={16} aria-hidden />}
          onClick={() => moveTo(position + 15)}
        />
        <span className="tabular text-[13px] text-muted">
          {clockDuration(position)} / {clockDuration(durationSeconds)}
        </span>
        <span className="ml-auto flex items-center gap-2">
          <SpeedSelect audio={audio} />
          <a href={url} download className={buttonLook()}>
            <Download size={14} aria-hidden /> Download
            {bytes === null ? null : <span className="text-xs text-muted">{byteSize(bytes)}</span>}
          </a>
        </span>
      </div>
      {failed ? (
        <p role="alert" className="text-[13px] text-danger-text">
          The recording could not be played. Reload the page; if it stays, download the file.
        </p>
      ) : null}
    </div>
  );
}

function SpeedSelect({ audio }: { audio: HTMLAudioElement | null }) {
  const [speed, setSpeed] = useState(1);
  useEffect(() => {
    if (audio) audio.playbackRate = speed;
  }, [audio, speed]);
  return (
    <select
      aria-label="Speed"
      value={speed}
      onChange={(event) => setSpeed(Number(event.target.value))}
      className="h-8 rounded-lg border border-input bg-surface px-1"
    >
      {speeds.map((each) => (
        <option key={each} value={each}>
          {each}×
        </option>
      ))}
    </select>
  );
}

function useJump(id: 'back-5' | 'forward-5' | 'back-15' | 'forward-15', audio: HTMLAudioElement | null, by: number) {
  useShortcut(
    id,
    useCallback(() => {
      if (audio) audio.currentTime = Math.max(0, audio.currentTime + by);
    }, [audio, by]),
  );
}

function useAudioState(audio: HTMLAudioElement | null) {
  const [playing, setPlaying] = useState(false);
  const [position, setPosition] = useState(0);
  const [failed, setFailed] = useState(false);
  const frame = useRef(0);
  useEffect(() => {
    if (!audio) return;
    const events = new AbortController();
    const on = (type: string, run: () => void) => audio.addEventListener(type, run, { signal: events.signal });
    const follow = () => {
      setPosition(audio.currentTime);
      if (!audio.paused) frame.current = requestAnimationFrame(follow);
    };
    on('play', () => setPlaying(true));
    on('play', follow);
    on('pause', () => setPlaying(false));
    on('ended', () => setPlaying(false));
    on('seeked', () => setPosition(audio.currentTime));
    on('error', () => setFailed(true));
    return () => {
      events.abort();
      cancelAnimationFrame(frame.current);
      audio.pause();
    };
  }, [audio]);
  return { playing, position, failed };
}
