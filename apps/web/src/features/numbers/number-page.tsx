import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Page } from '../../app/page.tsx';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { NumberEditor } from './number-editor.tsx';
import { numberQuery } from './queries.ts';

/** One number: where its calls go, and what is known of it. */
export function NumberPage() {
  const { number: name } = useParams({ from: '/inside/numbers/$number' });
  const number = useQuery(numberQuery(name));
  if (number.data) return <NumberEditor key={number.data.id} number={number.data} />;
  return (
    <Page title="Number">
      {number.isError ? (
        <FailedState what="This number" error={number.error} onRetry={() => void number.refetch()} />
      ) : (
        <Skeleton rows={8} rowHeight={48} label="Loading the number" />
      )}
    </Page>
  );
}
