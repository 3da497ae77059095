import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useCallback, useState } from 'react';
import { ListSearch } from '../../app/list-search.tsx';
import { Page } from '../../app/page.tsx';
import { useMay } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState, FailedState, Skeleton } from '../../ui/states.tsx';
import { ContactDialog } from './contact-dialog.tsx';
import { ContactItem } from './contact-item.tsx';
import { contactListQuery } from './queries.ts';

/** The people that can be called, by name. */
export function ContactsPage() {
  const { q = '' } = useSearch({ from: '/inside/contacts' });
  const navigate = useNavigate({ from: '/contacts' });
  const [creating, setCreating] = useState(false);
  const mayWrite = useMay('agent');
  const contacts = useInfiniteQuery(contactListQuery(q));
  const items = contacts.data?.pages.flatMap((page) => page.items);
  const search = useCallback((text: string) => void navigate({ search: { q: text }, replace: true }), [navigate]);
  const create = (
    <Button look="primary" disabled={!mayWrite} onClick={() => setCreating(true)}>
      <Plus size={16} aria-hidden /> New contact
    </Button>
  );
  return (
    <Page title="Contacts" actions={create}>
      <ListSearch of="Contacts" label="Search name or number" text={q} onSearch={search} />
      {contacts.isPending ? <Skeleton rows={8} rowHeight={52} label="Loading contacts" /> : null}
      {contacts.isError && !items ? (
        <FailedState what="Contacts" error={contacts.error} onRetry={() => void contacts.refetch()} />
      ) : null}
      {items?.length === 0 ? <NoContacts search={q} onClear={() => search('')} /> : null}
      {items && items.length > 0 ? (
        <ul aria-label="Contacts" className="card divide-y">
          {items.map((contact) => (
            <ContactItem key={contact.id} contact={contact} />
          ))}
        </ul>
      ) : null}
      {contacts.hasNextPage ? (
        <Button
          className="justify-self-center"
          disabled={contacts.isFetchingNextPage}
          onClick={() => void contacts.fetchNextPage()}
        >
          {contacts.isFetchingNextPage ? 'Loading more…' : 'Show more'}
        </Button>
      ) : null}
      {creating ? <ContactDialog onClose={() => setCreating(false)} /> : null}
    </Page>
  );
}

function NoContacts({ search, onClear }: { search: string; onClear: () => void }) {
  if (search === '')
    return <EmptyState title="No contacts yet">Create the first one, or call any number from Home.</EmptyState>;
  return (
    <EmptyState title={`No contact matches “${search}”`}>
      <Button onClick={onClear}>Clear search</Button>
    </EmptyState>
  );
}
