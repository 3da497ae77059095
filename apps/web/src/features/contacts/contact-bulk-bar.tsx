import { deleteContacts } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { sayDone, sayFailed } from '../../ui/toasts.tsx';
import { focusHeading } from '../calls/focus-heading.ts';
import { type Chosen, chosenInParts } from './chosen-contacts.ts';
import { type ContactFilters, contactsInWords, filterOf } from './contact-filters.ts';
import { ContactTagDialog } from './contact-tag-dialog.tsx';
import { contactKeys } from './queries.ts';

interface ContactBulkBarProps {
  ids: readonly string[];
  filters: ContactFilters;
  /** How many are meant when all that the filters mean are selected. */
  everything: number | undefined;
  /** So many more than those on the page could be selected. */
  all?: number;
  onAll?: () => void;
  onClear: () => void;
}

/** What can be done with the contacts that are selected. */
export function ContactBulkBar({ ids, filters, everything, all, onAll, onClear }: ContactBulkBarProps) {
  const [tagging, setTagging] = useState(false);
  const count = everything ?? ids.length;
  const chosen: Chosen = everything === undefined ? { contact_ids: [...ids] } : { filter: filterOf(filters) };
  if (count === 0) return null;
  return (
    <section
      aria-label="Selected contacts"
      className="card sticky bottom-[calc(60px+env(safe-area-inset-bottom))] z-10 flex flex-wrap items-center gap-2 px-3 py-2 shadow-lg md:bottom-10"
    >
      <span role="status" className="font-medium">
        {count.toLocaleString('en-US')} selected
      </span>
      {all !== undefined && everything === undefined ? (
        <Button look="link" size="inline" onClick={onAll}>
          Select all {all.toLocaleString('en-US')}
        </Button>
      ) : null}
      <Button size="small" onClick={() => setTagging(true)}>
        Tag…
      </Button>
      <DeleteMany chosen={chosen} count={count} onDone={onClear} />
      <IconButton name="Clear the selection" icon={<X size={14} aria-hidden />} className="ml-auto" onClick={onClear} />
      {tagging ? <ContactTagDialog chosen={chosen} count={count} onClose={() => setTagging(false)} /> : null}
    </section>
  );
}

function DeleteMany({ chosen, count, onDone }: { chosen: Chosen; count: number; onDone: () => void }) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: async () => {
      let deleted = 0;
      for (const part of chosenInParts(chosen))
        deleted += (await api(deleteContacts, { body: { chosen: part } })).deleted;
      return deleted;
    },
    onSuccess: (deleted) => {
      onDone();
      sayDone(deleted === 1 ? '1 contact was deleted.' : `${contactsInWords(deleted)} were deleted.`);
    },
    onError: sayFailed,
    onSettled: async () => {
      focusHeading();
      await client.invalidateQueries({ queryKey: contactKeys.all });
    },
  });
  return (
    <ConfirmButton
      size="small"
      disabled={remove.isPending}
      question={`Delete ${contactsInWords(count)}?`}
      consequence="They and their notes are deleted for good. Their calls stay, and so do do-not-call entries of their numbers."
      action={`Delete ${contactsInWords(count)}`}
      onConfirm={() => remove.mutate()}
    >
      {remove.isPending ? 'Deleting…' : 'Delete'}
    </ConfirmButton>
  );
}
