import { tagContacts } from '@offhook/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { type Chosen, chosenInParts } from './chosen-contacts.ts';
import { contactsInWords } from './contact-filters.ts';
import { contactKeys, contactTagsQuery } from './queries.ts';

/** Adds a tag to many contacts, or takes it away from them. */
export function ContactTagDialog(props: { chosen: Chosen; count: number; onClose: () => void }) {
  const { chosen, count, onClose } = props;
  const id = useId();
  const client = useQueryClient();
  const known = useQuery(contactTagsQuery).data?.items ?? [];
  const [text, setText] = useState('');
  const tag = text.trim();
  const change = useMutation({
    mutationFn: async (body: { add: string[] } | { remove: string[] }) => {
      let changed = 0;
      for (const part of chosenInParts(chosen)) {
        changed += (await api(tagContacts, { body: { chosen: part, ...body } })).changed;
      }
      return changed;
    },
    onSuccess: async (changed) => {
      onClose();
      sayDone(changed === 1 ? '1 contact was changed.' : `${contactsInWords(changed)} were changed.`);
      await client.invalidateQueries({ queryKey: contactKeys.all });
    },
  });
  return (
    <Dialog title="Tag contacts" description={`For ${contactsInWords(count)}.`} onClose={onClose}>
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (tag !== '') change.mutate({ add: [tag] });
        }}
      >
        <TextField
          label="Tag"
          maxLength={60}
          list={`${id}-tags`}
          value={text}
          error={change.error ? sentenceOf(change.error) : undefined}
          onChange={(event) => setText(event.target.value)}
        />
        <datalist id={`${id}-tags`}>
          {known.map(({ tag: name }) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <div className="flex flex-wrap justify-end gap-2">
          <Button disabled={tag === '' || change.isPending} onClick={() => change.mutate({ remove: [tag] })}>
            Remove tag
          </Button>
          <Button type="submit" look="primary" disabled={tag === '' || change.isPending}>
            Add tag
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
