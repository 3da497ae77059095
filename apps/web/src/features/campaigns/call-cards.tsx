import type { Call } from '@offhook/contract';
import { clockDuration, money } from '../../app/formats.ts';
import { AbsoluteTime, RelativeTime } from '../../ui/time.tsx';
import { CallBadge, CallMarks } from '../calls/call-badge.tsx';
import { Who } from '../calls/call-cells.tsx';
import { otherParty } from '../calls/call-party.ts';
import { MiniPlayer } from '../calls/mini-player.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';

/** S4's cards: each call with all its details at a glance. */
export function CallCards({ calls }: { calls: readonly Call[] }) {
  return (
    <ul aria-label="Calls" className="grid grid-cols-[minmax(0,1fr)] gap-2 lg:grid-cols-2 2xl:grid-cols-3">
      {calls.map((call, index) => (
        <CallCard key={call.id} call={call} index={index} />
      ))}
    </ul>
  );
}

function CallCard({ call, index }: { call: Call; index: number }) {
  const { country } = useWorkspace();
  const talked = call.answered_at && call.duration_seconds !== null ? clockDuration(call.duration_seconds) : '';
  const cost = call.cost === null ? '' : money(call.cost, call.currency);
  return (
    <li className="card grid grid-cols-[minmax(0,1fr)] content-start gap-2 p-3">
      <div className="flex items-start justify-between gap-2">
        <div className="min-w-0 flex-1">
          <Who call={call} index={index} />
        </div>
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
        <span className="tabular ml-auto text-xs text-muted">{[talked, cost].filter(Boolean).join(' · ')}</span>
      </div>
      {call.error ? <p className="text-[13px] break-words text-danger-text">{call.error.message}</p> : null}
      {call.recording ? (
        <MiniPlayer recording={call.recording} of={otherParty(call, country)} controls="after" />
      ) : null}
    </li>
  );
}
