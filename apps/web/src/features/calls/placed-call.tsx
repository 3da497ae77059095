import { type Call, callLook, isFinal } from '@offhook/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { spokenDuration } from '../../app/formats.ts';
import { useWorkspace } from '../workspaces/workspace.ts';
import { CallBadge, CallMarks } from './call-badge.tsx';
import { otherParty } from './call-party.ts';
import { HangUpButton } from './hang-up.tsx';
import { usePollWhileOffline } from './poll-while-offline.ts';
import { callQuery } from './queries.ts';

/** What becomes of the call that was just placed; changes are read out. */
export function PlacedCall({ placed }: { placed: Call }) {
  const { country } = useWorkspace();
  const detail = useQuery({ ...callQuery(placed.id), refetchInterval: usePollWhileOffline() });
  const call: Call = detail.data ?? placed;
  const { label } = callLook(call.status, call.direction);
  return (
    <div className="grid gap-2 rounded-lg bg-sunken p-3">
      <p role="status" aria-label="Call status" className="text-[13px]">
        <span className="font-medium">{label}</span> · {otherParty(call, country)}
        {isFinal(call.status) && call.duration_seconds ? ` · ${spokenDuration(call.duration_seconds)}` : ''}
      </p>
      {call.error ? <p className="text-[13px] text-danger-text">{call.error.message}</p> : null}
      <div className="flex flex-wrap items-center gap-2">
        <CallBadge call={call} />
        <CallMarks call={call} />
        <span className="ml-auto flex items-center gap-2">
          <Link
            to="/calls/$callId"
            params={{ callId: call.id }}
            className="inline-flex min-h-7 items-center text-accent-text underline underline-offset-2"
          >
            Open call
          </Link>
          <HangUpButton call={call} size="small" />
        </span>
      </div>
    </div>
  );
}
