import { useNow } from '../app/clock.ts';
import { absoluteTime, relativeTime } from '../app/formats.ts';
import { useTimeZone } from '../app/time-zone.ts';

/** A moment, as distance from now; the exact time with its zone on hover. */
export function RelativeTime({ at }: { at: string }) {
  const nowMs = useNow(20_000);
  const zone = useTimeZone();
  return (
    <time dateTime={at} title={absoluteTime(at, zone, 'full')}>
      {relativeTime(at, nowMs)}
    </time>
  );
}

/** A moment as date and clock time of the workspace; its zone, and the distance from now, on hover. */
export function AbsoluteTime({ at, precision = 'short' }: { at: string; precision?: 'short' | 'time' | 'full' }) {
  const nowMs = useNow(20_000);
  const zone = useTimeZone();
  return (
    <time dateTime={at} title={`${absoluteTime(at, zone, 'full')}, ${relativeTime(at, nowMs)}`} className="tabular">
      {absoluteTime(at, zone, precision)}
    </time>
  );
}
