import { clockDuration, money } from '../../app/formats.ts';
import { AbsoluteTime, RelativeTime } from '../../ui/time.tsx';
import { CallBadge, CallMarks } from './call-badge.tsx';
import { type CallItemProps, HasRecording, Who } from './call-row.tsx';

/** A call where it is too narrow for a table. */
export function CallCard({ call, index, measure }: CallItemProps) {
  return (
    <li ref={measure} data-index={index} className="pb-2">
      <div className="card grid gap-2 p-3">
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
          <span className="tabular ml-auto text-xs text-muted">
            {call.answered_at === null || call.duration_seconds === null ? '' : clockDuration(call.duration_seconds)}
            {call.cost === null ? '' : ` · ${money(call.cost, call.currency)}`}
          </span>
        </div>
      </div>
    </li>
  );
}
