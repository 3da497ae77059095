import { addContactNote, deleteContactNote } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { TextArea } from '../../ui/field.tsx';
import { sayFailed } from '../../ui/toasts.tsx';
import { contactQuery } from './queries.ts';

/** Writes a note; what was typed stays until the server has it. */
export function AddNote({ contactId }: { contactId: string }) {
  const client = useQueryClient();
  const [text, setText] = useState('');
  const add = useMutation({
    mutationFn: () => api(addContactNote, { params: { contact_id: contactId }, body: { text: text.trim() } }),
    onSuccess: async () => {
      setText('');
      await client.invalidateQueries({ queryKey: contactQuery(contactId).queryKey });
    },
  });
  const isEmpty = text.trim() === '';
  return (
    <form
      className="card grid gap-2 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isEmpty && !add.isPending) add.mutate();
      }}
    >
      <TextArea
        label="Add a note"
        rows={2}
        maxLength={5000}
        value={text}
        error={add.error ? sentenceOf(add.error) : undefined}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
        }}
      />
      <Button type="submit" className="justify-self-start" disabled={isEmpty || add.isPending}>
        {add.isPending ? 'Adding…' : 'Add note'}
      </Button>
    </form>
  );
}

export function DeleteNote({ contactId, noteId }: { contactId: string; noteId: string }) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => api(deleteContactNote, { params: { contact_id: contactId, note_id: noteId } }),
    onSuccess: () => client.invalidateQueries({ queryKey: contactQuery(contactId).queryKey }),
    onError: sayFailed,
  });
  return (
    <ConfirmButton
      size="inline"
      look="link"
      disabled={remove.isPending}
      question="Delete this note?"
      consequence="It is gone for good."
      action="Delete note"
      onConfirm={() => remove.mutate()}
    >
      Delete note
    </ConfirmButton>
  );
}
