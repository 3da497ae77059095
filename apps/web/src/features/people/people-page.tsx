import { useQuery } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { Page } from '../../app/page.tsx';
import { useMay } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { PersonItem } from './person-item.tsx';
import { peopleQuery } from './queries.ts';

/** Who is in the workspace; admins invite, change roles and remove. */
export function PeoplePage() {
  const people = useQuery(peopleQuery);
  const isAdmin = useMay('admin');
  const [inviting, setInviting] = useState(false);
  const invite = isAdmin ? (
    <Button look="primary" onClick={() => setInviting(true)}>
      <UserPlus size={16} aria-hidden /> Invite
    </Button>
  ) : null;
  return (
    <Page title="People" actions={invite}>
      {people.isPending ? <Skeleton rows={4} rowHeight={64} label="Loading people" /> : null}
      {people.isError && !people.data ? (
        <FailedState what="People" error={people.error} onRetry={() => void people.refetch()} />
      ) : null}
      {people.data ? (
        <ul aria-label="People" className="card divide-y">
          {people.data.items.map((person) => (
            <PersonItem key={person.id} person={person} />
          ))}
        </ul>
      ) : null}
      {isAdmin ? null : <p className="text-muted">Inviting people and changing roles needs the role admin.</p>}
      {inviting ? <InviteDialog onClose={() => setInviting(false)} /> : null}
    </Page>
  );
}
