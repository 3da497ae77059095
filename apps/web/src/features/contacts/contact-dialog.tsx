import { type Contact, changeContact, createContact } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { fieldOf, sentenceOf } from '../../app/failures.ts';
import { formatNumber } from '../../app/phone.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { contactKeys } from './queries.ts';

/** Creates a contact, or changes the one given. */
export function ContactDialog({ contact, onClose }: { contact?: Contact; onClose: () => void }) {
  const { country } = useWorkspace();
  const client = useQueryClient();
  const [name, setName] = useState(contact?.name ?? '');
  const [number, setNumber] = useState(contact?.phone_number ? formatNumber(contact.phone_number, country) : '');
  const [email, setEmail] = useState(contact?.email ?? '');
  const save = useMutation({
    mutationFn: () => {
      const body = { name, phone_number: number.trim() || null, email: email.trim() || null };
      return contact ? api(changeContact, { params: { contact_id: contact.id }, body }) : api(createContact, { body });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: contactKeys.all });
      onClose();
    },
  });
  const problem = save.error ? sentenceOf(save.error) : undefined;
  const field = fieldOf(save.error) ?? 'name';
  return (
    <Dialog onClose={onClose} title={contact ? 'Edit contact' : 'New contact'}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <TextField
          label="Name"
          required
          maxLength={200}
          value={name}
          error={field === 'name' ? problem : undefined}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label="Phone number"
          inputMode="tel"
          hint={`Without + it is a number of ${country}.`}
          value={number}
          error={field === 'phone_number' ? problem : undefined}
          onChange={(event) => setNumber(event.target.value)}
        />
        <TextField
          label="E-mail"
          type="email"
          value={email}
          error={field === 'email' ? problem : undefined}
          onChange={(event) => setEmail(event.target.value)}
        />
        <Button type="submit" look="primary" disabled={save.isPending}>
          {contact ? 'Save' : 'Create contact'}
        </Button>
      </form>
    </Dialog>
  );
}
