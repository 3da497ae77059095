import type { Call } from '@offhook/contract';
import { Link } from '@tanstack/react-router';
import { PhoneIncoming, PhoneOutgoing } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { clockDuration, money } from '../../app/formats.ts';
import { formatNumber } from '../../app/phone.ts';
import { AbsoluteTime, RelativeTime } from '../../ui/time.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { CallBadge, MarkWords } from './call-badge.tsx';
import { otherNumber, otherParty, ownNumber } from './call-party.ts';
import { answeredLabels } from './filter-words.ts';
import type { ColumnId } from './history-columns.ts';
import { type ControlsPlace, MiniPlayer } from './mini-player.tsx';

interface CellProps {
  call: Call;
  index: number;
  compact: boolean;
  controls: ControlsPlace;
}

/** What stands in one cell of the history. */
export const CallCell = memo(function CallCell({ id, ...props }: CellProps & { id: ColumnId }) {
  return contents[id](props);
});

const contents: Record<ColumnId, (props: CellProps) => ReactNode> = {
  who: (props) => <Who {...props} />,
  state: ({ call, compact }) => (
    <div className={compact ? 'flex items-center gap-1.5' : 'grid justify-items-start'}>
      <CallBadge call={call} />
      <MarkWords call={call} />
    </div>
  ),
  started: ({ call, compact }) => (
    <>
      <AbsoluteTime at={call.created_at} />
      {compact ? null : (
        <span className="block text-xs leading-4 text-muted">
          <RelativeTime at={call.created_at} />
        </span>
      )}
    </>
  ),
  talk: ({ call }) => (
    <span className="tabular">
      {call.answered_at === null || call.duration_seconds === null ? '–' : clockDuration(call.duration_seconds)}
    </span>
  ),
  person: ({ call }) => call.person?.name ?? '–',
  number: ({ call }) => <OwnNumber number={ownNumber(call)} />,
  answered: ({ call }) =>
    call.answered_by_class ? (
      <span title={call.answered_by?.replaceAll('_', ' ')}>{answeredLabels[call.answered_by_class]}</span>
    ) : (
      '–'
    ),
  disposition: ({ call }) => call.disposition ?? '–',
  recording: (props) => <Recording {...props} />,
  cost: ({ call }) => (
    <span className="tabular" title={basisWords[call.cost_basis ?? 'none']}>
      {call.cost === null ? '–' : money(call.cost, call.currency)}
    </span>
  ),
  campaign: ({ call }) =>
    call.campaign ? (
      <Link
        to="/campaigns/$campaignId"
        params={{ campaignId: call.campaign.id }}
        onClick={(event) => event.stopPropagation()}
        className="inline-flex min-h-6 items-center text-accent-text underline underline-offset-2"
      >
        {call.campaign.name}
      </Link>
    ) : (
      '–'
    ),
  tags: ({ call }) => <span title={call.tags.join(', ')}>{call.tags.join(', ') || '–'}</span>,
};

const basisWords = {
  estimate: 'Estimated by the price list; the carrier has not told its price yet',
  carrier: 'What the carrier charged',
  none: '',
};

function Recording({ call, controls }: CellProps) {
  const { country } = useWorkspace();
  return <MiniPlayer recording={call.recording} of={otherParty(call, country)} controls={controls} />;
}

function OwnNumber({ number }: { number: string }) {
  const { country } = useWorkspace();
  return <span className="tabular text-[13px] text-muted">{formatNumber(number, country)}</span>;
}

/** The contact over the number, with the direction as icon and word. */
export function Who({ call, index, compact = false }: { call: Call; index: number; compact?: boolean }) {
  const { country } = useWorkspace();
  const Icon = call.direction === 'inbound' ? PhoneIncoming : PhoneOutgoing;
  const number = formatNumber(otherNumber(call), country);
  return (
    <div className="min-w-0" title={call.contact ? number : undefined}>
      <Link
        to="/calls/$callId"
        params={{ callId: call.id }}
        data-index={index}
        aria-keyshortcuts="ArrowUp ArrowDown Space X"
        onClick={(event) => event.stopPropagation()}
        className="tabular flex min-h-6 min-w-0 items-center -outline-offset-2 gap-1.5 leading-5 font-medium hover:underline"
      >
        <Icon size={14} aria-hidden className="shrink-0 text-muted" />
        <span className="sr-only">{call.direction === 'inbound' ? 'From' : 'To'} </span>
        <span className="truncate">{otherParty(call, country)}</span>
      </Link>
      {call.contact && !compact ? (
        <p className="tabular -mt-0.5 truncate text-xs leading-4 text-muted">{number}</p>
      ) : null}
    </div>
  );
}
