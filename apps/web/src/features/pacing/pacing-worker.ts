import { type PacingSettings, resultsOf } from './pacing-results.ts';

// In a thread of its own: the days of a hundred seats take about a second.
addEventListener('message', ({ data }: MessageEvent<PacingSettings>) => postMessage(resultsOf(data)));
