import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Page } from '../../app/page.tsx';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { GroupEditor } from './group-editor.tsx';
import { groupQuery } from './queries.ts';

/** One ring group. */
export function GroupEditPage() {
  const { groupId } = useParams({ from: '/inside/groups/$groupId' });
  const isNew = groupId === 'new';
  const group = useQuery({ ...groupQuery(groupId), enabled: !isNew });
  if (isNew) return <GroupEditor key="new" group={undefined} />;
  if (group.data) return <GroupEditor key={groupId} group={group.data} />;
  return (
    <Page title="Group">
      {group.isError ? (
        <FailedState what="This group" error={group.error} onRetry={() => void group.refetch()} />
      ) : (
        <Skeleton rows={5} rowHeight={56} label="Loading the group" />
      )}
    </Page>
  );
}
