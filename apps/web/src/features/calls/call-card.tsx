import type { Call } from '@offhook/contract';
import type { ReactNode } from 'react';
import { clockDuration, money } from '../../app/formats.ts';
import { Badge } from '../../ui/badge.tsx';
import { classNames } from '../../ui/class-names.ts';
import { AbsoluteTime, RelativeTime } from '../../ui/time.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { CallBadge, CallMarks } from './call-badge.tsx';
import { Who } from './call-cells.tsx';
import { otherParty } from './call-party.ts';
import { type CallItemProps, SelectBox } from './call-row.tsx';
import { MiniPlayer } from './mini-player.tsx';

/** A call where it is too narrow for a table. */
export function CallCard({ call, index, selected, onSelect, measure }: CallItemProps) {
  return (
    <li ref={measure} data-index={index} className="pb-2">
      <div className={classNames('card grid grid-cols-[minmax(0,1fr)] gap-2 p-3', selected && 'bg-selected')}>
        <CallOnCard call={call} index={index}>
          <SelectBox call={call} index={index} selected={selected} onSelect={onSelect} />
        </CallOnCard>
      </div>
    </li>
  );
}

/** All that a card says of a call; `children` stand before whom it was with. */
export function CallOnCard({ call, index, children }: { call: Call; index: number; children?: ReactNode }) {
  const { country } = useWorkspace();
  const talked = call.answered_at && call.duration_seconds !== null ? clockDuration(call.duration_seconds) : '';
  const cost = call.cost === null ? '' : money(call.cost, call.currency);
  return (
    <>
      <div className="flex items-start justify-between gap-2">
        {children}
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
        {call.disposition ? <Badge outlined>{call.disposition}</Badge> : null}
        <span className="tabular ml-auto text-xs text-muted">{[talked, cost].filter(Boolean).join(' · ')}</span>
      </div>
      {call.recording ? (
        <MiniPlayer recording={call.recording} of={otherParty(call, country)} controls="after" />
      ) : null}
    </>
  );
}
