import { CloudOff } from 'lucide-react';
import { absoluteTime } from '../../app/formats.ts';
import { useLiveState } from '../../app/live.tsx';
import { useTimeZone } from '../../app/time-zone.ts';

/** Says that the page hears nothing by itself, once that has lasted for more than five seconds. */
export function LiveBanner() {
  const { kind, lastHeardAt } = useLiveState();
  const zone = useTimeZone();
  const offline = kind === 'offline';
  return (
    // Always in the document, so that what it says later is read out; it takes room only then.
    <div role="status" aria-label="Live updates" className={offline ? '' : 'sr-only'}>
      {offline ? (
        <p className="st-warn flex items-center gap-2 rounded-lg border px-3 py-2">
          <CloudOff size={16} aria-hidden className="shrink-0" />
          <span>
            No live updates{lastHeardAt ? ` since ${absoluteTime(lastHeardAt, zone, 'time')}` : ''}. The server is asked
            every 10 seconds instead; timers stand still.
          </span>
        </p>
      ) : null}
    </div>
  );
}
