import type { VoicemailMessageDetail } from '@offhook/contract';
import { FastForward, Pause, Play, Rewind } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { clockDuration, wordDuration } from '../../app/formats.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { PlayerSettings } from '../calls/player-settings.tsx';
import { silencesOf } from '../calls/silences.ts';
import { useAudioState } from '../calls/use-audio.ts';
import { Waveform } from '../calls/waveform.tsx';
import { audioUrl } from './audio-url.ts';
import { isHeard, playedAfter } from './heard.ts';

interface MessagePlayerProps {
  message: VoicemailMessageDetail;
  onAudio: (audio: HTMLAudioElement | null) => void;
  onToggle: () => void;
  /** Enough was played to call it read; heard of once. */
  onHeard: () => void;
}

const channelNames = ['Message'];

/** Plays a message. The waveform is drawn from the server's peaks. */
export function MessagePlayer({ message, onAudio, onToggle, onHeard }: MessagePlayerProps) {
  // Until the audio is there; it may be a part of a second longer or shorter than what was counted.
  const [seconds, setSeconds] = useState(message.duration_seconds);
  const [audio, setAudio] = useState<HTMLAudioElement | null>(null);
  const [skipping, setSkipping] = useState(false);
  const peaks = useMemo(() => (message.peaks ? [message.peaks] : []), [message.peaks]);
  const silences = useMemo(() => (skipping ? silencesOf(peaks, seconds) : []), [skipping, peaks, seconds]);
  const { playing, position, failed } = useAudioState(audio, silences);
  useHeard(audio, message.duration_seconds, onHeard);
  const setBoth = useCallback(
    (element: HTMLAudioElement | null) => {
      setAudio(element);
      onAudio(element);
    },
    [onAudio],
  );
  const moveTo = (to: number) => {
    if (audio) audio.currentTime = Math.min(seconds, Math.max(0, to));
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      {/* biome-ignore lint/a11y/useMediaCaption: a telephone recording has no captions; its transcript stands below. */}
      <audio
        ref={setBoth}
        src={audioUrl(message.id)}
        preload="metadata"
        onDurationChange={(event) => setSeconds(lengthOf(event.currentTarget, message))}
      />
      <div className="min-h-16">
        {audio && peaks.length > 0 ? (
          <Waveform
            audio={audio}
            peaks={peaks}
            durationSeconds={message.duration_seconds}
            channelNames={channelNames}
          />
        ) : null}
      </div>
      <input
        type="range"
        aria-label="Position"
        min={0}
        max={seconds}
        // A step would round the value, and React would take the rounding for a change that somebody made.
        step="any"
        value={Math.min(position, seconds)}
        aria-valuetext={`${wordDuration(position)} of ${wordDuration(seconds)}`}
        onChange={(event) => moveTo(Number(event.target.value))}
        className="h-6 w-full accent-[var(--accent-text)]"
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button look="primary" onClick={onToggle} className="w-24">
          {playing ? <Pause size={16} aria-hidden /> : <Play size={16} aria-hidden />} {playing ? 'Pause' : 'Play'}
        </Button>
        <IconButton
          name="Back 5 seconds"
          icon={<Rewind size={16} aria-hidden />}
          onClick={() => moveTo(position - 5)}
        />
        <IconButton
          name="Forward 5 seconds"
          icon={<FastForward size={16} aria-hidden />}
          onClick={() => moveTo(position + 5)}
        />
        <span className="tabular text-[13px] text-muted">
          {clockDuration(position)} / {clockDuration(seconds)}
        </span>
        <PlayerSettings
          audio={audio}
          channelNames={channelNames}
          channels={1}
          skipping={skipping}
          onSkipping={setSkipping}
        />
      </div>
      {failed ? (
        <p role="alert" className="text-[13px] text-danger-text">
          The message could not be played. Reload the page; if it stays, download it.
        </p>
      ) : null}
    </div>
  );
}

/** What the cursor of the waveform goes by. */
function lengthOf({ duration }: HTMLAudioElement, message: VoicemailMessageDetail): number {
  return Number.isFinite(duration) && duration > 0 ? duration : message.duration_seconds;
}

/** Calls `onHeard` once enough of the message was played; looking at it, or jumping to its end, is not hearing it. */
function useHeard(audio: HTMLAudioElement | null, durationSeconds: number, onHeard: () => void): void {
  const latest = useRef(onHeard);
  useEffect(() => {
    latest.current = onHeard;
  });
  useEffect(() => {
    if (!audio) return;
    let played = 0;
    let from = audio.currentTime;
    let told = false;
    const listen = () => {
      played = playedAfter(played, from, audio.currentTime);
      from = audio.currentTime;
      if (told || !isHeard(played, durationSeconds)) return;
      told = true;
      latest.current();
    };
    const events = new AbortController();
    audio.addEventListener('timeupdate', listen, { signal: events.signal });
    audio.addEventListener('ended', listen, { signal: events.signal });
    audio.addEventListener(
      'seeking',
      () => {
        from = audio.currentTime;
      },
      { signal: events.signal },
    );
    return () => events.abort();
  }, [audio, durationSeconds]);
}
