import { addSuppressions, removeSuppression } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { isOfWorkspace, type NumberCheck } from './suppression-words.ts';

const words = {
  add: {
    title: 'Never call this contact?',
    description: 'It holds at once, for every way to call and for every campaign.',
    hint: 'If there is one, such as “asked on the phone”.',
    action: 'Never call again',
  },
  remove: {
    title: 'May this contact be called again?',
    description: 'The numbers leave the list of the workspace. What stands on an imported register stays there.',
    hint: 'It stands in the audit log.',
    action: 'Allow calls again',
  },
};

/** Puts all numbers of a contact on the do-not-call list, or takes them off again. */
export function ContactSuppressionDialog(props: {
  what: 'add' | 'remove';
  name: string;
  checks: readonly NumberCheck[];
  onClose: () => void;
}) {
  const { what, name, checks, onClose } = props;
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const change = useMutation({
    mutationFn: () => (what === 'add' ? add(checks, reason.trim()) : remove(checks, reason.trim())),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['suppressions'] });
      onClose();
    },
  });
  const { title, description, hint, action } = words[what];
  return (
    <Dialog title={title} description={`${name}: ${description}`} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!change.isPending) change.mutate();
        }}
      >
        <TextField
          label="Reason"
          hint={hint}
          required={what === 'remove'}
          minLength={what === 'remove' ? 3 : undefined}
          maxLength={500}
          value={reason}
          error={change.error ? sentenceOf(change.error) : undefined}
          onChange={(event) => setReason(event.target.value)}
        />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look={what === 'add' ? 'danger' : 'primary'} aria-disabled={change.isPending}>
            {change.isPending ? 'Saving…' : action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

async function add(checks: readonly NumberCheck[], reason: string): Promise<void> {
  const phone_numbers = checks.map(({ number }) => number);
  await api(addSuppressions, { body: { phone_numbers, ...(reason && { reason }) } });
}

async function remove(checks: readonly NumberCheck[], reason: string): Promise<void> {
  for (const { number, entries } of checks) {
    const own = entries.find(isOfWorkspace);
    if (own) await api(removeSuppression, { body: { phone_number: number, list_id: own.list.id, reason } });
  }
}
