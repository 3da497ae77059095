import { type Contact, changeContact, createContact } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { fieldOf, sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { type ContactDraft, changesOf, draftOf, numberWithProblem } from './contact-draft.ts';
import { ContactMoreFields, moreFields } from './contact-more-fields.tsx';
import { ContactNumberFields } from './contact-number-fields.tsx';
import { contactKeys } from './queries.ts';

/** Creates a contact, or changes the one given. */
export function ContactDialog({ contact, onClose }: { contact?: Contact; onClose: () => void }) {
  const { country } = useWorkspace();
  const client = useQueryClient();
  const [before] = useState(() => draftOf(contact, country));
  const [draft, setDraft] = useState(before);
  const set = (part: Partial<ContactDraft>) => setDraft({ ...draft, ...part });
  const save = useMutation({
    mutationFn: () => {
      const body = changesOf(draft, before);
      return contact ? api(changeContact, { params: { contact_id: contact.id }, body }) : api(createContact, { body });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: contactKeys.all });
      onClose();
    },
  });
  const problem = save.error ? sentenceOf(save.error) : undefined;
  const field = fieldOf(save.error);
  const row = numberWithProblem(draft, field);
  const isElsewhere = row !== undefined || field === 'email' || moreFields.some((each) => each === field);
  return (
    <Dialog
      onClose={onClose}
      title={contact ? 'Edit contact' : 'New contact'}
      className="w-[min(560px,calc(100vw-24px))]"
    >
      <form
        className="grid grid-cols-[minmax(0,1fr)] gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <TextField
          label="Name"
          required
          maxLength={200}
          value={draft.name}
          error={isElsewhere ? undefined : problem}
          onChange={(event) => set({ name: event.target.value })}
        />
        <ContactNumberFields
          draft={draft}
          {...(row !== undefined && problem && { problem: { key: row, sentence: problem } })}
          onChange={set}
        />
        <TextField
          label="E-mail"
          type="email"
          value={draft.email}
          error={field === 'email' ? problem : undefined}
          onChange={(event) => set({ email: event.target.value })}
        />
        <ContactMoreFields draft={draft} problem={problem} field={field} onChange={set} />
        <Button type="submit" look="primary" disabled={save.isPending}>
          {contact ? 'Save' : 'Create contact'}
        </Button>
      </form>
    </Dialog>
  );
}
