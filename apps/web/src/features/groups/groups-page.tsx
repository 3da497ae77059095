import type { RingGroup } from '@offhook/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { Page } from '../../app/page.tsx';
import { formatNumber } from '../../app/phone.ts';
import { useMay } from '../../app/session.ts';
import { buttonLook } from '../../ui/button.tsx';
import { EmptyState, FailedState, Skeleton } from '../../ui/states.tsx';
import { peopleQuery } from '../people/queries.ts';
import { useWorkspace } from '../workspaces/workspace.ts';
import { memberWords } from './members.ts';
import { groupListQuery } from './queries.ts';

/** Who rings together. */
export function GroupsPage() {
  const mayWrite = useMay('manager');
  const groups = useQuery(groupListQuery);
  const items = groups.data?.items;
  const create = mayWrite ? (
    <Link to="/groups/$groupId" params={{ groupId: 'new' }} className={buttonLook({ look: 'primary' })}>
      <Plus size={16} aria-hidden /> New group
    </Link>
  ) : null;
  return (
    <Page title="Groups" actions={create}>
      {groups.isPending ? <Skeleton rows={3} rowHeight={64} label="Loading groups" /> : null}
      {groups.isError && !items ? (
        <FailedState what="Groups" error={groups.error} onRetry={() => void groups.refetch()} />
      ) : null}
      {items?.length === 0 ? (
        <EmptyState title="No groups yet">
          The people and numbers of a group ring for the same calls, all at once or one after the other.
          {mayWrite ? null : ' Making one needs the role manager or more.'}
        </EmptyState>
      ) : null}
      {items && items.length > 0 ? (
        <ul aria-label="Groups" className="card divide-y">
          {items.map((group) => (
            <GroupItem key={group.id} group={group} />
          ))}
        </ul>
      ) : null}
    </Page>
  );
}

function GroupItem({ group }: { group: RingGroup }) {
  const people = useQuery(peopleQuery).data?.items;
  const { country } = useWorkspace();
  const names = group.members.map(
    (member) => memberWords(member, people ?? [], (number) => formatNumber(number, country)).name,
  );
  return (
    <li className="relative grid min-h-16 grid-cols-[minmax(0,1fr)] content-center gap-0.5 px-4 py-2.5 hover:bg-sunken">
      <Link
        to="/groups/$groupId"
        params={{ groupId: group.id }}
        className="justify-self-start font-medium break-words after:absolute after:inset-0 hover:underline"
      >
        {group.name}
      </Link>
      <p className="min-h-5 truncate text-[13px] text-muted">
        {people ? (names.length > 0 ? names.join(', ') : 'Nobody yet: calls are not answered') : null}
      </p>
    </li>
  );
}
