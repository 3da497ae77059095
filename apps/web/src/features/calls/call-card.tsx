import { clockDuration, money } from '../../app/formats.ts';
import { AbsoluteTime, RelativeTime } from '../../ui/time.tsx';
import { CallBadge, CallMarks } from './call-badge.tsx';
import { type CallItemProps, HasRecording, Who } from './call-row.tsx';

/** A call where it is too narrow for a table. */
export function CallCard({ call, index, measure }: CallItemProps) {
  const talked = call.answered_at && call.duration_seconds !== null ? clockDuration(call.duration_seconds) : '';
  const cost = call.cost === null ? '' : money(call.cost, call.currency);
  return (
    <li ref={measure} data-index={index} className="pb-2">
      <div className="card grid grid-cols-[minmax(0,1fr)] gap-2 p-3">
        <div className="flex items-start justify-between gap-2">
          <Who call={call} index={index} />
          <span className="shrink-0 text-right text-xs text-muted">
            <AbsoluteTime at={call.created_at} />
            <span className="block">
              <RelativeTime at={call.created_at} />
            </span>
          </span>
        </div>
        <div className="flex flex-wrap items-center gap-1.5">
          <CallBadge call={call} />
          <CallMarks call={call} />
          <HasRecording call={call} />
          <span className="tabular ml-auto text-xs text-muted">{[talked, cost].filter(Boolean).join(' · ')}</span>
        </div>
      </div>
    </li>
  );
}
