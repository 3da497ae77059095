import { type Call, callLook, isFinal } from '@offhook/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { formatNumber } from '../../app/phone.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState, FailedState, Skeleton } from '../../ui/states.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { CallBadge, CallMarks } from './call-badge.tsx';
import { otherNumber, otherParty } from './call-party.ts';
import { HangUpButton } from './hang-up.tsx';
import type { LiveRow } from './live-rows.ts';
import { usePollWhileOffline } from './poll-while-offline.ts';
import { liveCallsQuery } from './queries.ts';
import { useLiveRows } from './use-live-rows.ts';

/** The calls of this moment. Nothing moves while the pointer or the focus is on them. */
export function LiveCalls() {
  const live = useQuery({ ...liveCallsQuery, refetchInterval: usePollWhileOffline() });
  return (
    <section aria-labelledby="live-calls" className="grid content-start gap-2">
      <h2 id="live-calls" className="text-base leading-6 font-semibold">
        Live calls
      </h2>
      {live.isPending ? <Skeleton rows={2} rowHeight={56} label="Loading live calls" /> : null}
      {live.isError && !live.data ? (
        <FailedState what="Live calls" error={live.error} onRetry={() => void live.refetch()} />
      ) : null}
      {live.data ? <LiveList calls={live.data} /> : null}
    </section>
  );
}

function LiveList({ calls }: { calls: Parameters<typeof useLiveRows>[0] }) {
  const box = useRef<HTMLDivElement>(null);
  const [touched, setTouched] = useState(false);
  const { rows, waiting, showWaiting } = useLiveRows(calls, touched);
  const look = () => setTouched(box.current?.matches(':hover, :focus-within') ?? false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only watches whether somebody is about to press something.
    <div
      ref={box}
      className="relative"
      onPointerEnter={look}
      onPointerLeave={look}
      onFocus={look}
      onBlur={() => queueMicrotask(look)}
    >
      {waiting > 0 ? (
        // Beside the heading, above the list: between them it would push the rows down.
        <Button size="small" look="primary" className="absolute -top-9 right-0 rounded-full px-3" onClick={showWaiting}>
          {waiting === 1 ? '1 new call' : `${waiting} new calls`}
        </Button>
      ) : null}
      {rows.length === 0 ? (
        <EmptyState title="No live calls">Calls appear here by themselves, the moment they begin.</EmptyState>
      ) : (
        <ul className="card divide-y">
          {rows.map((row) => (
            <LiveItem key={row.call.id} row={row} />
          ))}
        </ul>
      )}
    </div>
  );
}

function LiveItem({ row: { call, endedMs } }: { row: LiveRow }) {
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
        <CallMarks call={call} />
        {ended ? null : <HangUpButton call={call} size="small" />}
      </div>
    </li>
  );
}

// A call that left without a last word has an old status, which would say that it goes on.
function EndedBadge({ call }: { call: Call }) {
  return (
    <Badge outlined title={call.error?.message}>
      Ended{isFinal(call.status) ? ` · ${callLook(call.status, call.direction).label}` : ''}
    </Badge>
  );
}
