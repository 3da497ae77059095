import type { Call } from '@offhook/contract';
import { Link } from '@tanstack/react-router';
import { PhoneIncoming, PhoneOutgoing } from 'lucide-react';
import { memo } from 'react';
import { formatNumber } from '../../app/phone.ts';
import { buttonLook } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { useWorkspace } from '../workspaces/workspace.ts';
import { CallBadge, MarkWords, TalkTime } from './call-badge.tsx';
import { otherParty, ownNumber } from './call-party.ts';
import { HangUpButton } from './hang-up.tsx';
import { EndedBadge } from './live-item.tsx';
import { inStateSince, type LiveRow } from './live-rows.ts';
import { LiveSigns } from './live-signs.tsx';

const columns = [
  ['Call', 'w-[25%]'],
  ['State', 'w-[14%]'],
  ['In state', 'w-[9%]'],
  ['Placed by', 'w-[12%]'],
  ['Signs', 'w-[21%]'],
  ['Actions', 'w-[19%]'],
] as const;

/** Live calls with all that is known of them at a glance. */
export const LiveTable = memo(function LiveTable({ rows }: { rows: readonly LiveRow[] }) {
  return (
    <div className="card overflow-x-auto">
      <table aria-label="Live calls" className="w-full min-w-[860px] table-fixed">
        <thead>
          <tr className="border-b text-[13px]">
            {columns.map(([name, width]) => (
              <th key={name} className={classNames('px-3 py-2 text-left font-semibold', width)}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.call.id} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
});

const Row = memo(function Row({ row: { call, endedMs } }: { row: LiveRow }) {
  const ended = endedMs !== undefined;
  const cell = 'px-3 py-1';
  return (
    <tr className={classNames('h-12 border-b last:border-b-0', ended && 'bg-sunken text-muted')}>
      <td className={cell}>
        <Parties call={call} />
      </td>
      <td className={cell}>
        <span className="grid justify-items-start">
          {ended ? <EndedBadge call={call} /> : <CallBadge call={call} timer={false} />}
          <MarkWords call={call} />
        </span>
      </td>
      <td className={cell}>{ended ? '–' : <TalkTime since={inStateSince(call)} />}</td>
      <td className={`${cell} truncate`}>{call.person?.name ?? '–'}</td>
      <td className={cell}>
        <span className="flex flex-wrap gap-1">{ended ? null : <LiveSigns call={call} />}</span>
      </td>
      <td className={cell}>
        <span className="flex flex-wrap gap-2">
          <Link to="/calls/$callId" params={{ callId: call.id }} className={buttonLook({ size: 'small' })}>
            Open
          </Link>
          {ended ? null : <HangUpButton call={call} size="small" />}
        </span>
      </td>
    </tr>
  );
});

/** From whom to whom, as the call goes; direction as icon and word. */
function Parties({ call }: { call: Call }) {
  const { country } = useWorkspace();
  const inbound = call.direction === 'inbound';
  const Icon = inbound ? PhoneIncoming : PhoneOutgoing;
  const own = formatNumber(ownNumber(call), country);
  return (
    <div className="min-w-0">
      <p className="tabular flex items-center gap-1.5 font-medium">
        <Icon size={14} aria-hidden className="shrink-0 text-muted" />
        <span className="sr-only">{inbound ? 'Inbound from' : 'Outbound to'}</span>
        <span className="truncate">{otherParty(call, country)}</span>
      </p>
      <p className="tabular truncate text-xs text-muted">{inbound ? `to ${own}` : `from ${own}`}</p>
    </div>
  );
}
