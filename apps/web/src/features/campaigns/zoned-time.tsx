import { useNow } from '../../app/clock.ts';
import { absoluteTime } from '../../app/formats.ts';
import { useTimeZone } from '../../app/time-zone.ts';
import { clockAt, zoneName } from './zoned-moments.ts';

/** A moment on the campaign's clock, with the zone beside it; the workspace's clock on hover. */
export function ZonedTime({ at, zone }: { at: string; zone: string }) {
  const nowMs = useNow(60_000);
  const ours = useTimeZone();
  return (
    <time dateTime={at} title={absoluteTime(at, ours, 'full')} className="tabular whitespace-nowrap">
      {clockAt(at, zone, nowMs)} {zoneName(at, zone)}
    </time>
  );
}
