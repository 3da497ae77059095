import type { Call } from '@offhook/contract';
import { useEffect, useState } from 'react';
import { sentenceOf } from '../../app/failures.ts';
import { useMay } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextArea } from '../../ui/field.tsx';
import { CallTags } from './call-tags.tsx';
import { useCallWork } from './use-call-work.ts';
import { useDispositions } from './use-dispositions.ts';

/** Disposition, tags and notes; each is shown as saved at once, and taken back, with the reason, if the server says no. */
export function CallNotes({ call }: { call: Call }) {
  const mayWrite = useMay('agent');
  const { save, error } = useCallWork(call);
  return (
    <section aria-labelledby="notes" className="card grid grid-cols-[minmax(0,1fr)] gap-4 p-4">
      <h2 id="notes" className="text-base leading-6 font-semibold">
        Notes
      </h2>
      <Disposition
        value={call.disposition}
        disabled={!mayWrite}
        onChange={(disposition) => save({ disposition }, `Disposition: ${disposition ?? 'none'}`)}
      />
      <CallTags tags={call.tags} disabled={!mayWrite} onChange={(tags, sentence) => save({ tags }, sentence)} />
      <Notes
        notes={call.notes}
        disabled={!mayWrite}
        onSave={(notes) => save({ notes }, notes === null ? 'The notes were emptied.' : 'The notes were changed.')}
      />
      {error ? (
        <p role="alert" className="text-[13px] text-danger-text">
          {sentenceOf(error)}
        </p>
      ) : null}
    </section>
  );
}

interface DispositionProps {
  value: string | null;
  disabled: boolean;
  onChange: (disposition: string | null) => void;
}

function Disposition({ value, disabled, onChange }: DispositionProps) {
  const dispositions = useDispositions();
  // A word that has left the list stays readable on the calls that have it.
  const all = value === null || dispositions.includes(value) ? dispositions : [value, ...dispositions];
  return (
    <SelectField
      label="Disposition"
      value={value ?? ''}
      disabled={disabled}
      onChange={(event) => onChange(event.target.value || null)}
    >
      <option value="">No disposition yet</option>
      {all.map((disposition) => (
        <option key={disposition}>{disposition}</option>
      ))}
    </SelectField>
  );
}

interface NotesProps {
  notes: string | null;
  disabled: boolean;
  onSave: (notes: string | null) => void;
}

function Notes({ notes, disabled, onSave }: NotesProps) {
  const [text, setText] = useState(notes ?? '');
  const [savedOnce, setSavedOnce] = useState(false);
  useEffect(() => setText(notes ?? ''), [notes]);
  const changed = text.trim() !== (notes ?? '');
  return (
    <form
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        setSavedOnce(true);
        if (changed) onSave(text.trim() || null);
      }}
    >
      <TextArea
        label="What was said"
        rows={5}
        maxLength={10_000}
        readOnly={disabled}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
        }}
      />
      <div className="flex items-center gap-3">
        <Button type="submit" look="primary" disabled={disabled}>
          Save notes
        </Button>
        <span role="status" className="text-[13px] text-muted">
          {savedOnce && !changed ? 'Saved' : ''}
        </span>
      </div>
    </form>
  );
}
