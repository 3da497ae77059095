import { type Contact, deleteContact } from '@offhook/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { formatNumber } from '../../app/phone.ts';
import { useMay } from '../../app/session.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { sayDone, sayFailed } from '../../ui/toasts.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { CallContactButton } from './call-contact.tsx';
import { ContactDialog } from './contact-dialog.tsx';
import { ContactTimeline } from './contact-page-timeline.tsx';
import { contactKeys, contactQuery } from './queries.ts';

/** One contact: how to reach them, and what has happened. */
export function ContactPage() {
  const { contactId } = useParams({ from: '/inside/contacts/$contactId' });
  const contact = useQuery(contactQuery(contactId));
  const [editing, setEditing] = useState(false);
  const mayWrite = useMay('agent');
  if (!contact.data)
    return (
      <Page title="Contact">
        {contact.isError ? (
          <FailedState what="This contact" error={contact.error} onRetry={() => void contact.refetch()} />
        ) : (
          <Skeleton rows={4} rowHeight={48} label="Loading the contact" />
        )}
      </Page>
    );
  const actions = (
    <>
      <CallContactButton contact={contact.data} />
      <Button disabled={!mayWrite} onClick={() => setEditing(true)}>
        Edit
      </Button>
      {mayWrite ? <DeleteContact contact={contact.data} /> : null}
    </>
  );
  return (
    <Page key={contactId} title={contact.data.name} actions={actions}>
      <Reach contact={contact.data} />
      <ContactTimeline contactId={contactId} />
      {editing ? <ContactDialog contact={contact.data} onClose={() => setEditing(false)} /> : null}
    </Page>
  );
}

function Reach({ contact }: { contact: Contact }) {
  const { country } = useWorkspace();
  return (
    <section aria-label="Contact details" className="card flex flex-wrap items-center gap-x-6 gap-y-2 p-4">
      {contact.phone_number ? (
        <span className="flex items-center gap-2">
          <span className="tabular">{formatNumber(contact.phone_number, country)}</span>
          <CopyButton text={contact.phone_number} label="Copy number" />
        </span>
      ) : (
        <span className="text-muted">No phone number</span>
      )}
      {contact.email ? <span className="break-all">{contact.email}</span> : null}
      {contact.sample ? <Badge outlined>Sample</Badge> : null}
    </section>
  );
}

function DeleteContact({ contact }: { contact: Contact }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => api(deleteContact, { params: { contact_id: contact.id } }),
    onSuccess: async () => {
      await navigate({ to: '/contacts' });
      await client.invalidateQueries({ queryKey: contactKeys.lists });
      sayDone(`${contact.name} was deleted.`);
    },
    onError: sayFailed,
  });
  return (
    <ConfirmButton
      question={`Delete ${contact.name}?`}
      consequence="The contact and its notes are deleted. Its calls stay."
      action="Delete contact"
      disabled={remove.isPending}
      onConfirm={() => remove.mutate()}
    >
      Delete
    </ConfirmButton>
  );
}
