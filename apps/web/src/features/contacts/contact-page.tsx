import { type Contact, deleteContact } from '@offhook/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useMay } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { sayDone, sayFailed } from '../../ui/toasts.tsx';
import { CallContactButton } from './call-contact.tsx';
import { ContactConsents } from './contact-consents.tsx';
import { ContactDialog } from './contact-dialog.tsx';
import { ContactFacts } from './contact-facts.tsx';
import { ContactTimeline } from './contact-page-timeline.tsx';
import { ContactSuppression } from './contact-suppression.tsx';
import { ContactTags } from './contact-tags.tsx';
import { contactKeys, contactQuery } from './queries.ts';

/** One contact: how to reach them, whether that is allowed, and what has happened. */
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
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_380px]">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:order-2">
          <ContactFacts contact={contact.data} />
          <ContactTags contact={contact.data} />
          <ContactSuppression contact={contact.data} />
          <ContactConsents contact={contact.data} />
        </div>
        <ContactTimeline contact={contact.data} />
      </div>
      {editing ? <ContactDialog contact={contact.data} onClose={() => setEditing(false)} /> : null}
    </Page>
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
      consequence="The contact and its notes are deleted. Its calls stay, and so do do-not-call entries of its numbers."
      action="Delete contact"
      disabled={remove.isPending}
      onConfirm={() => remove.mutate()}
    >
      Delete
    </ConfirmButton>
  );
}
