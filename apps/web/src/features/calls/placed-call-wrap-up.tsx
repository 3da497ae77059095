import { type Call, changeCall } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { useSingleLetters } from '../../app/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { TextArea, TextField } from '../../ui/field.tsx';
import { applyCall } from './live-cache.ts';
import { tagsOf } from './placed-call-tags.ts';
import { useDispositions } from './use-dispositions.ts';

/** What the call came to: a disposition by number key or click, notes and tags, saved at once. */
export function PlacedCallWrapUp(props: { call: Call; onDone: () => void; doneLabel: string }) {
  const { call, onDone, doneLabel } = props;
  const client = useQueryClient();
  const [disposition, setDisposition] = useState(call.disposition);
  const [notes, setNotes] = useState(call.notes ?? '');
  const [tags, setTags] = useState(call.tags.join(', '));
  const save = useMutation({
    mutationFn: () => {
      const body = { disposition, notes: notes.trim() || null, tags: tagsOf(tags) };
      return api(changeCall, { params: { call_id: call.id }, body });
    },
    onSuccess: (changed) => {
      applyCall(client, changed);
      onDone();
    },
  });
  return (
    <form
      aria-label="After the call"
      className="grid grid-cols-[minmax(0,1fr)] gap-3 border-t pt-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!save.isPending) save.mutate();
      }}
    >
      <Dispositions chosen={disposition} onChoose={setDisposition} />
      <TextArea
        label="Notes"
        rows={2}
        maxLength={10_000}
        value={notes}
        onChange={(event) => setNotes(event.target.value)}
      />
      <TextField
        label="Tags"
        hint="Separated by commas."
        value={tags}
        error={save.error ? sentenceOf(save.error) : undefined}
        onChange={(event) => setTags(event.target.value)}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" aria-disabled={save.isPending}>
          {save.isPending ? 'Saving…' : doneLabel}
        </Button>
        <Button look="ghost" onClick={onDone}>
          Skip
        </Button>
      </div>
    </form>
  );
}

function Dispositions(props: { chosen: string | null; onChoose: (disposition: string | null) => void }) {
  const { chosen, onChoose } = props;
  const dispositions = useDispositions();
  useNumberKeys((digit) => {
    const meant = dispositions[digit - 1];
    if (meant) onChoose(meant);
  });
  return (
    <fieldset className="grid gap-1.5">
      <legend className="pb-1 text-[13px] font-medium">Disposition</legend>
      <div className="flex flex-wrap gap-1.5">
        {dispositions.map((disposition, index) => (
          <Button
            key={disposition}
            size="small"
            aria-pressed={chosen === disposition}
            onClick={() => onChoose(chosen === disposition ? null : disposition)}
            className={classNames(chosen === disposition && 'border-accent bg-selected')}
          >
            {index < 9 ? (
              <kbd aria-hidden className="tabular font-sans text-xs text-muted">
                {index + 1}
              </kbd>
            ) : null}
            {disposition}
          </Button>
        ))}
      </div>
      <p className="text-xs text-muted">Keys 1 to {Math.min(9, dispositions.length)} choose one.</p>
    </fieldset>
  );
}

// Not in the table of shortcuts: the keys mean the list of the workspace, which stands beside them.
function useNumberKeys(choose: (digit: number) => void) {
  const [singleLetters] = useSingleLetters();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : document.body;
      const inField = target.matches('input, textarea, select, [contenteditable]');
      const modified = event.ctrlKey || event.metaKey || event.altKey;
      if (singleLetters && !inField && !modified && /^[1-9]$/.test(event.key)) choose(Number(event.key));
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [singleLetters, choose]);
}
