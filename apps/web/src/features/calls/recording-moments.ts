import type { CallEvent } from '@offhook/contract';

/** When a recording ran: where it began, and the times in which it was paused. */
export interface RecordingTime {
  startMs: number;
  pauses: readonly { fromMs: number; toMs: number }[];
}

/** Out of what happened: the carrier says when a recording begins; without that it began when somebody answered. */
export function recordingTime(
  events: readonly Pick<CallEvent, 'at' | 'kind' | 'details'>[],
  answeredAt: string | null,
): RecordingTime | undefined {
  const began = events.find(({ kind, details }) => kind === 'recording' && details.status === 'in-progress');
  const start = began?.at ?? answeredAt;
  if (start === null) return undefined;
  const steers = events
    .filter(({ kind }) => kind === 'recording-paused' || kind === 'recording-resumed')
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const pauses = steers.flatMap((event, at) => {
    if (event.kind !== 'recording-paused') return [];
    const resumed = steers.slice(at).find(({ kind }) => kind === 'recording-resumed');
    return [{ fromMs: Date.parse(event.at), toMs: resumed ? Date.parse(resumed.at) : Number.POSITIVE_INFINITY }];
  });
  return { startMs: Date.parse(start), pauses };
}

/** The second of the recording at which something happened; undefined when it was not running. */
export function secondAt(at: string, time: RecordingTime, durationSeconds: number): number | undefined {
  const atMs = Date.parse(at);
  const pausedMs = time.pauses.reduce((sum, { fromMs, toMs }) => sum + Math.max(0, Math.min(atMs, toMs) - fromMs), 0);
  const seconds = (atMs - time.startMs - pausedMs) / 1000;
  return seconds >= 0 && seconds <= durationSeconds ? seconds : undefined;
}
