import type { Call } from '@offhook/contract';
import { Link, useNavigate } from '@tanstack/react-router';
import { CircleDot, PhoneIncoming, PhoneOutgoing } from 'lucide-react';
import { clockDuration, money } from '../../app/formats.ts';
import { formatNumber } from '../../app/phone.ts';
import { AbsoluteTime, RelativeTime } from '../../ui/time.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { CallBadge, CallMarks } from './call-badge.tsx';
import { otherNumber, otherParty, ownNumber } from './call-party.ts';

export interface CallItemProps {
  call: Call;
  index: number;
  measure: (element: HTMLElement | null) => void;
}

export function CallRow({ call, index, measure }: CallItemProps) {
  const { country } = useWorkspace();
  const navigate = useNavigate();
  const open = () => void navigate({ to: '/calls/$callId', params: { callId: call.id } });
  const cell = 'px-3 py-1.5 align-middle';
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      onClick={open}
      className="h-12 cursor-pointer border-b last:border-b-0 hover:bg-sunken"
    >
      <td className={cell}>
        <Who call={call} index={index} />
      </td>
      <td className={cell}>
        <div className="flex flex-wrap gap-1">
          <CallBadge call={call} />
          <CallMarks call={call} />
        </div>
      </td>
      <td className={`${cell} tabular truncate text-[13px] text-muted`}>{formatNumber(ownNumber(call), country)}</td>
      <td className={cell}>
        <AbsoluteTime at={call.created_at} />
        <span className="block text-xs text-muted">
          <RelativeTime at={call.created_at} />
        </span>
      </td>
      <td className={`${cell} tabular`}>
        {call.answered_at === null || call.duration_seconds === null ? '–' : clockDuration(call.duration_seconds)}
      </td>
      <td className={`${cell} tabular truncate`}>{call.cost === null ? '–' : money(call.cost, call.currency)}</td>
      <td className={cell}>
        <HasRecording call={call} />
      </td>
    </tr>
  );
}

/** The contact over the number, with the direction as icon and word. */
export function Who({ call, index }: { call: Call; index: number }) {
  const { country } = useWorkspace();
  const Icon = call.direction === 'inbound' ? PhoneIncoming : PhoneOutgoing;
  const number = formatNumber(otherNumber(call), country);
  return (
    <div className="min-w-0">
      <Link
        to="/calls/$callId"
        params={{ callId: call.id }}
        data-index={index}
        onClick={(event) => event.stopPropagation()}
        className="tabular flex min-h-6 min-w-0 items-center gap-1.5 font-medium hover:underline"
      >
        <Icon size={14} aria-hidden className="shrink-0 text-muted" />
        <span className="sr-only">{call.direction === 'inbound' ? 'From' : 'To'} </span>
        <span className="truncate">{otherParty(call, country)}</span>
      </Link>
      {call.contact ? <p className="tabular truncate text-xs text-muted">{number}</p> : null}
    </div>
  );
}

export function HasRecording({ call }: { call: Call }) {
  if (call.recording?.status !== 'ready') return null;
  return (
    <span className="inline-flex items-center gap-1 text-xs text-danger-text">
      <CircleDot size={14} aria-hidden /> REC
    </span>
  );
}
