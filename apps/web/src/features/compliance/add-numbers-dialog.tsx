import { addSuppressions, type RouteResponse, type SuppressionList } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { pastedNumbers } from './list-words.ts';

type Added = RouteResponse<typeof addSuppressions>;
const mostAtOnce = 1000;

/** One number, or several that are pasted; what cannot be read stays in the field. */
export function AddNumbersDialog({ lists, onClose }: { lists: readonly SuppressionList[]; onClose: () => void }) {
  const client = useQueryClient();
  const [text, setText] = useState('');
  const [listId, setListId] = useState(lists[0]?.id ?? '');
  const [reason, setReason] = useState('');
  const numbers = pastedNumbers(text);
  const add = useMutation({
    mutationFn: () =>
      api(addSuppressions, {
        body: { phone_numbers: numbers, ...(listId && { list_id: listId }), ...(reason && { reason }) },
      }),
    onSuccess: async (added) => {
      await client.invalidateQueries({ queryKey: ['suppressions'] });
      if (added.added + added.known > 0) sayDone(doneWords(added));
      setText(added.unreadable.map((each) => each.text).join('\n'));
      if (added.unreadable.length === 0) onClose();
    },
  });
  const tooMany = numbers.length > mostAtOnce ? `At most ${mostAtOnce} at once. Upload a file instead.` : undefined;
  return (
    <Dialog
      title="Add numbers"
      description="They are not called any more as soon as they stand here."
      onClose={onClose}
    >
      <form
        aria-label="Add numbers"
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!add.isPending && !tooMany && numbers.length > 0) add.mutate();
        }}
      >
        <TextArea
          label="Phone numbers"
          hint="One a line, or parted by commas."
          required
          rows={5}
          value={text}
          error={tooMany ?? unreadableWords(add.data)}
          onChange={(event) => {
            setText(event.target.value);
            add.reset();
          }}
        />
        <SelectField label="List" value={listId} onChange={(event) => setListId(event.target.value)}>
          {lists.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <TextField label="Reason" maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        {add.error ? (
          <p role="alert" className="text-[13px] text-danger-text">
            {sentenceOf(add.error)}
          </p>
        ) : null}
        <Button type="submit" look="primary" className="justify-self-end" aria-disabled={add.isPending}>
          {add.isPending ? 'Adding…' : 'Add'}
        </Button>
      </form>
    </Dialog>
  );
}

function doneWords({ added, known }: Added): string {
  const count = added === 1 ? 'One number was added' : `${added} numbers were added`;
  return known > 0 ? `${count}, ${known} stood there already.` : `${count}.`;
}

function unreadableWords(added: Added | undefined): string | undefined {
  const [first, ...rest] = added?.unreadable ?? [];
  if (!first) return undefined;
  return `${first.text}: ${first.problem}${rest.length > 0 ? ` And ${rest.length} more.` : ''}`;
}
