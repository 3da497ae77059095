import { type Call, callLook, isFinal } from '@offhook/contract';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { formatNumber } from '../../app/phone.ts';
import { Badge } from '../../ui/badge.tsx';
import { classNames } from '../../ui/class-names.ts';
import { RelativeTime } from '../../ui/time.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { CallBadge, CallMarks } from './call-badge.tsx';
import { otherNumber, otherParty } from './call-party.ts';
import { HangUpButton } from './hang-up.tsx';
import type { LiveRow } from './live-rows.ts';
import { LiveSigns } from './live-signs.tsx';

/** One live call of the list. */
export const LiveItem = memo(function LiveItem({ row: { call, endedMs } }: { row: LiveRow }) {
  const { country } = useWorkspace();
  const party = otherParty(call, country);
  const ended = endedMs !== undefined;
  return (
    <li
      className={classNames('flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2', ended && 'bg-sunken text-muted')}
    >
      <div className="min-w-0 flex-1 basis-44">
        <Link
          to="/calls/$callId"
          params={{ callId: call.id }}
          className="inline-flex min-h-6 max-w-full items-center font-medium hover:underline"
        >
          <span className="truncate">{party}</span>
        </Link>
        <p className="tabular text-xs text-muted">
          {call.direction === 'outbound' ? 'To' : 'From'} {formatNumber(otherNumber(call), country)} ·{' '}
          <RelativeTime at={call.created_at} />
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {ended ? <EndedBadge call={call} /> : <CallBadge call={call} />}
        {ended ? null : <LiveSigns call={call} />}
        <CallMarks call={call} />
        {ended ? null : <HangUpButton call={call} size="small" />}
      </div>
    </li>
  );
});

// A call that left without a last word has an old status, which would say that it goes on.
export function EndedBadge({ call }: { call: Call }) {
  return (
    <Badge outlined title={call.error?.message}>
      Ended{isFinal(call.status) ? ` · ${callLook(call.status, call.direction).label}` : ''}
    </Badge>
  );
}
