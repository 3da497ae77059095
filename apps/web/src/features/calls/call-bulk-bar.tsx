import { type Call, changeCalls, deleteRecording } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { useMay } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { sayDone, sayFailed } from '../../ui/toasts.tsx';
import { focusHeading } from './focus-heading.ts';
import { callKeys } from './queries.ts';
import { retentionSentence } from './retention.ts';
import { useDispositions, useRecordingRetentionDays } from './use-dispositions.ts';

interface BulkBarProps {
  calls: readonly Call[];
  onClear: () => void;
}

/** What can be done with the calls that are selected. */
export function BulkBar({ calls, onClear }: BulkBarProps) {
  const mayWrite = useMay('agent');
  const [asking, setAsking] = useState<'tag' | 'disposition'>();
  if (calls.length === 0) return null;
  return (
    <section
      aria-label="Selected calls"
      className="card sticky bottom-[calc(60px+env(safe-area-inset-bottom))] z-10 flex flex-wrap items-center gap-2 px-3 py-2 shadow-lg md:bottom-10"
    >
      <span role="status" className="font-medium">
        {calls.length} selected
      </span>
      {mayWrite ? (
        <>
          <Button size="small" onClick={() => setAsking('tag')}>
            Tag…
          </Button>
          <Button size="small" onClick={() => setAsking('disposition')}>
            Set disposition…
          </Button>
        </>
      ) : null}
      <DeleteRecordings calls={calls} />
      <IconButton name="Clear the selection" icon={<X size={14} aria-hidden />} className="ml-auto" onClick={onClear} />
      {asking ? <ChangeDialog what={asking} calls={calls} onClose={() => setAsking(undefined)} /> : null}
    </section>
  );
}

type Change = { add_tags: string[] } | { remove_tags: string[] } | { disposition: string | null };

function ChangeDialog({
  what,
  calls,
  onClose,
}: {
  what: 'tag' | 'disposition';
  calls: readonly Call[];
  onClose: () => void;
}) {
  const dispositions = useDispositions();
  const client = useQueryClient();
  const [value, setValue] = useState('');
  const change = useMutation({
    mutationFn: (body: Change) => api(changeCalls, { body: { call_ids: calls.map(({ id }) => id), ...body } }),
    onSuccess: async ({ changed }) => {
      onClose();
      sayDone(changed === 1 ? '1 call was changed.' : `${changed} calls were changed.`);
      await client.invalidateQueries({ queryKey: callKeys.lists });
    },
  });
  const error = change.error ? sentenceOf(change.error) : undefined;
  const tag = value.trim();
  const title = what === 'tag' ? 'Tag calls' : 'Set the disposition';
  return (
    <Dialog title={title} description={`All ${calls.length} selected calls, or none of them.`} onClose={onClose}>
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate(what === 'tag' ? { add_tags: [tag] } : { disposition: value || null });
        }}
      >
        {what === 'tag' ? (
          <TextField
            label="Tag"
            maxLength={50}
            value={value}
            error={error}
            onChange={(e) => setValue(e.target.value)}
          />
        ) : (
          <SelectField
            label="Disposition"
            value={value}
            error={error}
            onChange={(event) => setValue(event.target.value)}
          >
            <option value="">No disposition</option>
            {dispositions.map((disposition) => (
              <option key={disposition}>{disposition}</option>
            ))}
          </SelectField>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          {what === 'tag' ? (
            <Button disabled={tag === '' || change.isPending} onClick={() => change.mutate({ remove_tags: [tag] })}>
              Remove tag
            </Button>
          ) : null}
          <Button type="submit" look="primary" disabled={(what === 'tag' && tag === '') || change.isPending}>
            {what === 'tag' ? 'Add tag' : 'Set disposition'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function DeleteRecordings({ calls }: { calls: readonly Call[] }) {
  const mayDelete = useMay('manager');
  const client = useQueryClient();
  const retentionDays = useRecordingRetentionDays();
  const recorded = calls.filter(({ recording }) => recording && ['ready', 'failed'].includes(recording.status));
  const remove = useMutation({
    mutationFn: async () => {
      // One after the other: each also asks the carrier.
      for (const { id, recording } of recorded)
        await api(deleteRecording, { params: { call_id: id }, query: { recording_id: recording?.id } });
    },
    onSuccess: () =>
      sayDone(recorded.length === 1 ? 'The recording was deleted.' : `${recorded.length} recordings were deleted.`),
    onError: sayFailed,
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ['calls'] });
      focusHeading();
    },
  });
  if (!mayDelete || recorded.length === 0) return null;
  const many = recorded.length === 1 ? '1 recording' : `${recorded.length} recordings`;
  return (
    <ConfirmButton
      size="small"
      disabled={remove.isPending}
      question={`Delete ${many}?`}
      consequence={`${many} of ${calls.length} selected calls: here and at the carrier, for good. The calls stay. ${retentionSentence(retentionDays)}`}
      action={`Delete ${many}`}
      onConfirm={() => remove.mutate()}
    >
      {remove.isPending ? 'Deleting…' : 'Delete recordings'}
    </ConfirmButton>
  );
}
