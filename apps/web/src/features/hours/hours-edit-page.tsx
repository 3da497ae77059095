import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Page } from '../../app/page.tsx';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { HoursEditor } from './hours-editor.tsx';
import { hoursQuery } from './queries.ts';

/** One set of opening hours. */
export function HoursEditPage() {
  const { hoursId } = useParams({ from: '/inside/hours/$hoursId' });
  const isNew = hoursId === 'new';
  const hours = useQuery({ ...hoursQuery(hoursId), enabled: !isNew });
  if (isNew) return <HoursEditor key="new" hours={undefined} />;
  if (hours.data) return <HoursEditor key={hoursId} hours={hours.data} />;
  return (
    <Page title="Opening hours">
      {hours.isError ? (
        <FailedState what="These opening hours" error={hours.error} onRetry={() => void hours.refetch()} />
      ) : (
        <Skeleton rows={8} rowHeight={48} label="Loading the opening hours" />
      )}
    </Page>
  );
}
