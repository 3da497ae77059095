import { type Call, changeCall } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { useMay } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { applyCall } from './live-cache.ts';

const suggestions = ['Interested', 'Not interested', 'Call back', 'Wrong number', 'Left a message'];

/** Notes and outcome; saved at once and taken back, with the reason, if the server says no. */
export function CallNotes({ call }: { call: Call }) {
  const mayWrite = useMay('agent');
  const { save, error, saved } = useSaveCall(call);
  const [notes, setNotes] = useState(call.notes ?? '');
  const [disposition, setDisposition] = useState(call.disposition ?? '');
  useEffect(() => setNotes(call.notes ?? ''), [call.notes]);
  useEffect(() => setDisposition(call.disposition ?? ''), [call.disposition]);
  const changed = notes !== (call.notes ?? '') || disposition !== (call.disposition ?? '');
  return (
    <form
      aria-labelledby="notes"
      className="card grid gap-3 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        save({ notes: notes.trim() || null, disposition: disposition.trim() || null });
      }}
    >
      <h2 id="notes" className="text-base leading-6 font-semibold">
        Notes
      </h2>
      <TextField
        label="Outcome"
        list="outcomes"
        maxLength={50}
        readOnly={!mayWrite}
        value={disposition}
        onChange={(event) => setDisposition(event.target.value)}
      />
      <datalist id="outcomes">
        {suggestions.map((outcome) => (
          <option key={outcome} value={outcome} />
        ))}
      </datalist>
      <TextArea
        label="What was said"
        rows={5}
        maxLength={10_000}
        readOnly={!mayWrite}
        value={notes}
        error={error ? sentenceOf(error) : undefined}
        onChange={(event) => setNotes(event.target.value)}
      />
      <div className="flex items-center gap-3">
        <Button type="submit" look="primary" disabled={!mayWrite}>
          Save notes
        </Button>
        <span role="status" className="text-[13px] text-muted">
          {saved && !changed ? 'Saved' : ''}
        </span>
      </div>
    </form>
  );
}

function useSaveCall(call: Call) {
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: (change: { notes: string | null; disposition: string | null }) =>
      api(changeCall, { params: { call_id: call.id }, body: change }),
    onMutate: (change) => {
      applyCall(client, { ...call, ...change });
      return call;
    },
    onSuccess: (changed) => applyCall(client, changed),
    onError: (_error, _change, before) => before && applyCall(client, before),
  });
  return { save: mutation.mutate, error: mutation.error, saved: mutation.isSuccess };
}
