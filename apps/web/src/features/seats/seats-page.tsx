import { useQuery } from '@tanstack/react-query';
import { Page } from '../../app/page.tsx';
import { useMay } from '../../app/session.ts';
import { EmptyState, FailedState, Skeleton } from '../../ui/states.tsx';
import { OwnSeatCard } from './own-seat-card.tsx';
import { mySeatQuery, seatsQuery } from './queries.ts';
import { SeatList } from './seat-list.tsx';

/** People who take the answered calls of campaigns: one's own seat, and for managers everybody's. */
export function SeatsPage() {
  const mayTakeCalls = useMay('agent');
  const seesAll = useMay('manager');
  return (
    <Page title="Seats">
      <p className="max-w-prose text-muted">
        A seat takes the answered calls of campaigns that connect to people. Whoever has been ready longest gets the
        next call.
      </p>
      {mayTakeCalls ? <Own /> : <p className="text-muted">Taking calls needs the role agent.</p>}
      {seesAll ? <All /> : null}
    </Page>
  );
}

function Own() {
  const seat = useQuery(mySeatQuery);
  if (seat.data) return <OwnSeatCard seat={seat.data} />;
  if (seat.isError) {
    return <FailedState what="Your seat" error={seat.error} onRetry={() => void seat.refetch()} />;
  }
  return <Skeleton rows={1} rowHeight={112} label="Loading your seat" />;
}

function All() {
  const seats = useQuery(seatsQuery);
  if (seats.data && seats.data.length > 0) return <SeatList seats={seats.data} />;
  if (seats.data)
    return <EmptyState title="Nobody has taken a seat yet">People take one here, with “Ready for calls”.</EmptyState>;
  if (seats.isError) return <FailedState what="Seats" error={seats.error} onRetry={() => void seats.refetch()} />;
  return <Skeleton rows={4} rowHeight={56} label="Loading seats" />;
}
