import { type Contact, changeContact, createContact } from '@offhook/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { formatNumber } from '../../app/phone.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { contactKeys, contactSearchQuery } from '../contacts/queries.ts';
import { useWorkspace } from '../workspaces/workspace.ts';
import type { Message } from './queries.ts';
import type { MessageChanges } from './use-message-changes.ts';

interface CallerDialogProps {
  message: Message;
  changes: MessageChanges;
  onClose: () => void;
}

/** Says who left the message: a new contact with this number, or one that is there already. */
export function CallerDialog({ message, changes, onClose }: CallerDialogProps) {
  const { country } = useWorkspace();
  const client = useQueryClient();
  const [tab, setTab] = useState<'new' | 'known'>('new');
  const save = useMutation({
    mutationFn: async (contact: { name: string } | Contact) => {
      const saved = await contactWith(contact, message.from_number);
      await changes.setContact(message, { id: saved.id, name: saved.name });
    },
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: contactKeys.all });
    },
  });
  const error = save.error ? sentenceOf(save.error) : undefined;
  return (
    <Dialog title="Who left this message?" description={formatNumber(message.from_number, country)} onClose={onClose}>
      <Tabs<'new' | 'known'>
        label="Contact"
        selected={tab}
        onSelect={(next) => {
          setTab(next);
          save.reset();
        }}
        tabs={[
          {
            name: 'new',
            title: 'New contact',
            content: <NewContact error={error} pending={save.isPending} onSave={(name) => save.mutate({ name })} />,
          },
          {
            name: 'known',
            title: 'A contact that is there',
            content: (
              <KnownContact error={error} pending={save.isPending} onChoose={(contact) => save.mutate(contact)} />
            ),
          },
        ]}
      />
    </Dialog>
  );
}

/** The contact, made or given the number; one that has another number keeps it. */
function contactWith(contact: { name: string } | Contact, number: string): Promise<Contact> {
  if (!('id' in contact)) return api(createContact, { body: { name: contact.name, phone_number: number } });
  if (contact.phone_number) return Promise.resolve(contact);
  return api(changeContact, { params: { contact_id: contact.id }, body: { phone_number: number } });
}

interface Choosing {
  error: string | undefined;
  pending: boolean;
}

function NewContact({ error, pending, onSave }: Choosing & { onSave: (name: string) => void }) {
  const [name, setName] = useState('');
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        onSave(name);
      }}
    >
      <TextField
        label="Name"
        required
        maxLength={200}
        value={name}
        error={error}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" look="primary" disabled={pending}>
        Create contact
      </Button>
    </form>
  );
}

function KnownContact({ error, pending, onChoose }: Choosing & { onChoose: (contact: Contact) => void }) {
  const { country } = useWorkspace();
  const [text, setText] = useState('');
  const found = useQuery(contactSearchQuery(text));
  const items = text.trim() === '' ? [] : (found.data?.items ?? []);
  return (
    <div className="grid min-h-40 content-start gap-3">
      <TextField
        type="search"
        label="Search name or number"
        hint="A contact without a number gets this one."
        value={text}
        error={error}
        onChange={(event) => setText(event.target.value)}
      />
      <ul aria-label="Contacts found" className="grid gap-1">
        {items.map((contact) => (
          <li key={contact.id}>
            <Button
              look="ghost"
              className="w-full justify-between"
              disabled={pending}
              onClick={() => onChoose(contact)}
            >
              <span className="truncate">{contact.name}</span>
              <span className="tabular text-[13px] text-muted">
                {contact.phone_number ? formatNumber(contact.phone_number, country) : 'no number'}
              </span>
            </Button>
          </li>
        ))}
      </ul>
      {found.data && text.trim() !== '' && items.length === 0 ? (
        <p role="status" className="text-muted">
          No contact matches.
        </p>
      ) : null}
    </div>
  );
}
