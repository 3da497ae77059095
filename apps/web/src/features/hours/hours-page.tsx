import type { OpeningHours } from '@offhook/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { Page } from '../../app/page.tsx';
import { useMay } from '../../app/session.ts';
import { buttonLook } from '../../ui/button.tsx';
import { EmptyState, FailedState, Skeleton } from '../../ui/states.tsx';
import { HoursBadge } from './hours-badge.tsx';
import { hoursListQuery } from './queries.ts';

/** When somebody is there: what menus, greetings and forwarding ask. */
export function HoursPage() {
  const mayWrite = useMay('manager');
  const hours = useQuery(hoursListQuery);
  const items = hours.data?.items;
  const create = mayWrite ? (
    <Link to="/hours/$hoursId" params={{ hoursId: 'new' }} className={buttonLook({ look: 'primary' })}>
      <Plus size={16} aria-hidden /> New opening hours
    </Link>
  ) : null;
  return (
    <Page title="Opening hours" actions={create}>
      {hours.isPending ? <Skeleton rows={3} rowHeight={64} label="Loading opening hours" /> : null}
      {hours.isError && !items ? (
        <FailedState what="Opening hours" error={hours.error} onRetry={() => void hours.refetch()} />
      ) : null}
      {items?.length === 0 ? (
        <EmptyState title="No opening hours yet">
          Opening hours say when somebody is there. Call flows, voicemail greetings and forwarding rules follow them.
          {mayWrite ? null : ' Writing them needs the role manager or more.'}
        </EmptyState>
      ) : null}
      {items && items.length > 0 ? (
        <ul aria-label="Opening hours" className="card divide-y">
          {items.map((each) => (
            <HoursItem key={each.id} hours={each} />
          ))}
        </ul>
      ) : null}
    </Page>
  );
}

function HoursItem({ hours }: { hours: OpeningHours }) {
  return (
    <li className="relative grid min-h-16 grid-cols-[minmax(0,1fr)] content-center gap-1 px-4 py-2.5 hover:bg-sunken">
      <Link
        to="/hours/$hoursId"
        params={{ hoursId: hours.id }}
        className="justify-self-start font-medium break-words after:absolute after:inset-0 hover:underline"
      >
        {hours.name}
      </Link>
      <HoursBadge calendar={hours.calendar} />
    </li>
  );
}
