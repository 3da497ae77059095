import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Plus, Upload } from 'lucide-react';
import { useState } from 'react';
import { Page } from '../../app/page.tsx';
import { useMay } from '../../app/session.ts';
import { Button, buttonLook } from '../../ui/button.tsx';
import { EmptyState, FailedState, Skeleton } from '../../ui/states.tsx';
import { ContactDialog } from './contact-dialog.tsx';
import { ContactExport } from './contact-export.tsx';
import { ContactFilterBar } from './contact-filter-bar.tsx';
import { type ContactFilters, contactsInWords } from './contact-filters.ts';
import { ContactList } from './contact-list.tsx';
import { contactCountQuery, contactListQuery } from './queries.ts';

/** The people that can be called, newest first; every filter stands in the address. */
export function ContactsPage() {
  const filters = useSearch({ from: '/inside/contacts' });
  const navigate = useNavigate({ from: '/contacts' });
  const [creating, setCreating] = useState(false);
  const mayWrite = useMay('agent');
  const contacts = useInfiniteQuery(contactListQuery(filters));
  const count = useQuery(contactCountQuery(filters)).data;
  const items = contacts.data?.pages.flatMap((page) => page.items);
  const change = (search: ContactFilters) => void navigate({ search, replace: true });
  const actions = (
    <>
      <ImportLink />
      <ContactExport filters={filters} count={count?.contacts} />
      <Button look="primary" disabled={!mayWrite} onClick={() => setCreating(true)}>
        <Plus size={16} aria-hidden /> New contact
      </Button>
    </>
  );
  return (
    <Page title="Contacts" actions={actions}>
      <ContactFilterBar filters={filters} onChange={change} />
      <p role="status" className="min-h-5 text-[13px] text-muted">
        {count ? countInWords(count) : ''}
      </p>
      {contacts.isPending ? <Skeleton rows={8} rowHeight={60} label="Loading contacts" /> : null}
      {contacts.isError && !items ? (
        <FailedState what="Contacts" error={contacts.error} onRetry={() => void contacts.refetch()} />
      ) : null}
      {items?.length === 0 ? <NoContacts filters={filters} onClear={() => change({})} /> : null}
      {items && items.length > 0 ? (
        <ContactList key={JSON.stringify(filters)} contacts={items} filters={filters} count={count?.contacts} />
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

function ImportLink() {
  if (!useMay('manager')) return null;
  return (
    <Link to="/contacts/import" className={buttonLook()}>
      <Upload size={14} aria-hidden /> Import
    </Link>
  );
}

function countInWords({ contacts, with_number }: { contacts: number; with_number: number }): string {
  const without = contacts - with_number;
  const rest = without > 0 ? `, ${without.toLocaleString('en-US')} of them without a phone number` : '';
  return `${contactsInWords(contacts)}${rest}`;
}

function NoContacts({ filters, onClear }: { filters: ContactFilters; onClear: () => void }) {
  const mayImport = useMay('manager');
  if (Object.keys(filters).length > 0)
    return (
      <EmptyState title={filters.q ? `No contact matches “${filters.q}”` : 'No contact matches these filters'}>
        <Button onClick={onClear}>{Object.keys(filters).join() === 'q' ? 'Clear search' : 'Clear filters'}</Button>
      </EmptyState>
    );
  return (
    <EmptyState title="No contacts yet">
      <p>Create the first one, or call any number from Home.</p>
      {mayImport ? (
        <Link to="/contacts/import" className={buttonLook()}>
          Import a file
        </Link>
      ) : null}
    </EmptyState>
  );
}
