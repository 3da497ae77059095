import { useEffect, useRef, useState } from 'react';
import type { PacingResults, PacingSettings } from './pacing-results.ts';

interface Simulation {
  /** The latest that is known: of settings before, while those of now are being played. */
  known: PacingResults | undefined;
  isPlaying: boolean;
  failed: boolean;
}

/** Plays the days of `settings` in a worker. While it is busy, only the latest settings wait. */
export function usePacingResults(settings: PacingSettings): Simulation {
  const [known, setKnown] = useState<PacingResults>();
  const [failed, setFailed] = useState(false);
  const ask = useRef<(settings: PacingSettings) => void>(undefined);
  useEffect(() => {
    const worker = new Worker(new URL('./pacing-worker.ts', import.meta.url), { type: 'module' });
    let playing = false;
    let waiting: PacingSettings | undefined;
    ask.current = (wanted) => {
      waiting = wanted;
      if (playing) return;
      playing = true;
      worker.postMessage(waiting);
      waiting = undefined;
    };
    worker.addEventListener('message', ({ data }: MessageEvent<PacingResults>) => {
      setKnown(data);
      playing = false;
      if (waiting) ask.current?.(waiting);
    });
    worker.addEventListener('error', () => setFailed(true));
    return () => worker.terminate();
  }, []);
  useEffect(() => ask.current?.(settings), [settings]);
  return { known, isPlaying: !failed && !sameSettings(known?.settings, settings), failed };
}

// What comes back from the worker is a copy.
function sameSettings(one: PacingSettings | undefined, other: PacingSettings): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
