import { Download, FastForward, Pause, Play, Rewind } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { byteSize, clockDuration, wordDuration } from '../../app/formats.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { Button, buttonLook } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { PlayerSettings } from './player-settings.tsx';
import { silencesOf } from './silences.ts';
import { useAudioState } from './use-audio.ts';
import { Waveform } from './waveform.tsx';

interface PlayerProps {
  /** Where it is served as each kind of file. */
  urls: { play: string; wav: string; mp3: string };
  bytes: number | null;
  peaks: number[][];
  channelNames: readonly string[];
  durationSeconds: number;
  /** The second to begin at. */
  startAt: number | undefined;
  linkAt: (seconds: number) => string;
  onPlay: () => void;
  /** Hears of the element that plays it. */
  onAudio: ((audio: HTMLAudioElement | null) => void) | undefined;
}

/** Plays a recording. The waveform is drawn from the server's peaks; nothing is decoded here. */
export function Player(props: PlayerProps) {
  const { urls, peaks, durationSeconds, startAt, onAudio } = props;
  const [audio, setAudio] = useState<HTMLAudioElement | null>(null);
  const [skipping, setSkipping] = useState(false);
  const silences = useMemo(
    () => (skipping ? silencesOf(peaks, durationSeconds) : []),
    [skipping, peaks, durationSeconds],
  );
  const { playing, position, failed } = useAudioState(audio, silences);
  useEffect(() => {
    if (audio && startAt !== undefined) audio.currentTime = Math.min(startAt, durationSeconds);
  }, [audio, startAt, durationSeconds]);
  const { toggle, moveTo } = useTransport(audio, durationSeconds);
  const setBoth = useCallback(
    (element: HTMLAudioElement | null) => {
      setAudio(element);
      onAudio?.(element);
    },
    [onAudio],
  );
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {/* biome-ignore lint/a11y/useMediaCaption: a telephone recording has no captions; transcripts are a feature of their own. */}
      <audio ref={setBoth} src={urls.play} preload="metadata" onPlay={props.onPlay} />
      {audio ? (
        <Waveform audio={audio} peaks={peaks} durationSeconds={durationSeconds} channelNames={props.channelNames} />
      ) : null}
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
        <PlayerSettings
          audio={audio}
          channelNames={props.channelNames}
          channels={peaks.length}
          skipping={skipping}
          onSkipping={setSkipping}
        />
      </div>
      <Downloads urls={urls} bytes={props.bytes} link={props.linkAt(position)} />
      {failed ? (
        <p role="alert" className="text-[13px] text-danger-text">
          The recording could not be played. Reload the page; if it stays, download the file.
        </p>
      ) : null}
    </div>
  );
}

function Downloads({ urls, bytes, link }: { urls: PlayerProps['urls']; bytes: number | null; link: string }) {
  return (
    <div className="flex flex-wrap items-center gap-2 border-t pt-3">
      <a href={urls.wav} download className={buttonLook({ size: 'small' })}>
        <Download size={14} aria-hidden /> Download WAV
        {bytes === null ? null : <span className="text-xs text-muted">{byteSize(bytes)}</span>}
      </a>
      <a href={urls.mp3} download className={buttonLook({ size: 'small' })}>
        <Download size={14} aria-hidden /> Download MP3
      </a>
      <CopyButton text={link} label="Copy link to this moment" />
    </div>
  );
}

/** Play, pause and jumps, by buttons and by keys. */
function useTransport(audio: HTMLAudioElement | null, durationSeconds: number) {
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
  return { toggle, moveTo };
}

function useJump(id: 'back-5' | 'forward-5' | 'back-15' | 'forward-15', audio: HTMLAudioElement | null, by: number) {
  useShortcut(
    id,
    useCallback(() => {
      if (audio) audio.currentTime = Math.max(0, audio.currentTime + by);
    }, [audio, by]),
  );
}
