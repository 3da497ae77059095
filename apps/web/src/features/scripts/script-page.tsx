import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Page } from '../../app/page.tsx';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { scriptQuery } from './queries.ts';
import { ScriptEditor } from './script-editor.tsx';

/** One script: what it says, how that sounds to somebody, and what it said before. */
export function ScriptPage() {
  const { scriptId } = useParams({ from: '/inside/scripts/$scriptId' });
  const isNew = scriptId === 'new';
  const script = useQuery({ ...scriptQuery(scriptId), enabled: !isNew });
  if (isNew) return <ScriptEditor key="new" script={undefined} />;
  if (script.data) return <ScriptEditor key={scriptId} script={script.data} />;
  return (
    <Page title="Script">
      {script.isError ? (
        <FailedState what="This script" error={script.error} onRetry={() => void script.refetch()} />
      ) : (
        <Skeleton rows={5} rowHeight={64} label="Loading the script" />
      )}
    </Page>
  );
}
