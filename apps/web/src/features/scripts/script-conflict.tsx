import { getScript } from '@offhook/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { draftOf, fieldsOf, type ScriptDraft } from './script-draft.ts';
import { TextDiff } from './text-diff.tsx';
import type { ScriptDetail, ScriptEditing } from './use-script-editing.ts';

/** Somebody else saved first: see theirs, overwrite it, or keep yours as a new script. */
export function ScriptConflict({ script, editing }: { script: ScriptDetail; editing: ScriptEditing }) {
  const { draft, save, saveAsNew } = editing;
  const [newName, setNewName] = useState<string>();
  const theirs = useMutation({ mutationFn: () => api(getScript, { params: { script_id: script.id } }) });
  return (
    <section
      aria-label="Changed meanwhile"
      className="grid grid-cols-[minmax(0,1fr)] gap-3 rounded-lg border p-3 st-warn"
    >
      <p role="alert" className="font-medium">
        {sentenceOf(save.error)}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => theirs.mutate()}>See theirs</Button>
        <Button onClick={() => save.mutate({ draft })}>Overwrite with mine</Button>
        <Button onClick={() => setNewName(`${draft.name} (mine)`)}>Keep mine as new</Button>
      </div>
      {theirs.error ? <p role="alert">{sentenceOf(theirs.error)}</p> : null}
      {theirs.data ? <Theirs theirs={theirs.data} mine={draft} onTake={editing.discard} /> : null}
      {newName === undefined ? null : (
        <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-2 rounded-lg bg-surface p-3 text-fg">
          <TextField
            label="Name of the new script"
            maxLength={255}
            value={newName}
            error={saveAsNew.error ? sentenceOf(saveAsNew.error) : undefined}
            onChange={(event) => setNewName(event.target.value)}
          />
          <Button look="primary" className="mt-6 h-9" onClick={() => saveAsNew.mutate(newName)}>
            Create
          </Button>
        </div>
      )}
    </section>
  );
}

function Theirs(props: { theirs: ScriptDetail; mine: ScriptDraft; onTake: () => void }) {
  const { theirs, mine, onTake } = props;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2 rounded-lg bg-surface p-3 text-fg">
      <p className="text-[13px] text-muted">
        Version {theirs.version}, and what yours would change in it: struck out goes, underlined comes.
      </p>
      <TextDiff before={draftOf(theirs)} after={draftOf(fieldsOf(mine))} />
      <Button className="justify-self-start" onClick={onTake}>
        Take theirs
      </Button>
    </div>
  );
}
