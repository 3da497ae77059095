import { me } from '@offhook/contract';
import { useEffect, useRef, useState } from 'react';
import { api } from '../../app/api.ts';
import { endOfSilence, type Silence } from './silences.ts';

/** What an audio element does now, and follows it; with `silences` it jumps over them while it plays. */
export function useAudioState(audio: HTMLAudioElement | null, silences: readonly Silence[]) {
  const [playing, setPlaying] = useState(false);
  const [position, setPosition] = useState(0);
  const [failed, setFailed] = useState(false);
  const frame = useRef(0);
  const skip = useRef(silences);
  useEffect(() => {
    skip.current = silences;
  }, [silences]);
  useEffect(() => {
    if (!audio) return;
    const events = new AbortController();
    const on = (type: string, run: () => void) => audio.addEventListener(type, run, { signal: events.signal });
    const follow = () => {
      const end = endOfSilence(skip.current, audio.currentTime);
      if (end !== undefined && !audio.paused) audio.currentTime = end;
      setPosition(audio.currentTime);
      cancelAnimationFrame(frame.current);
      if (!audio.paused) frame.current = requestAnimationFrame(follow);
    };
    on('play', () => setPlaying(true));
    on('play', follow);
    on('pause', () => setPlaying(false));
    on('ended', () => setPlaying(false));
    on('seeked', () => setPosition(audio.currentTime));
    on('error', () => {
      void renewSession(audio).then((renewed) => events.signal.aborted || setFailed(!renewed));
    });
    return () => {
      events.abort();
      cancelAnimationFrame(frame.current);
      audio.pause();
    };
  }, [audio]);
  return { playing, position, failed };
}

const renewed = new WeakSet<HTMLAudioElement>();

// An audio element cannot renew a session that ran out; any request of the client does. Tried once for each element.
async function renewSession(audio: HTMLAudioElement): Promise<boolean> {
  if (renewed.has(audio)) return false;
  renewed.add(audio);
  const position = audio.currentTime;
  await api(me, {}).catch(() => {});
  audio.load();
  audio.currentTime = position;
  return true;
}
