import { useState } from 'react';
import { codeOf, fieldOf, sentenceOf } from '../../app/failures.ts';
import { Page } from '../../app/page.tsx';
import { useMay } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { DeleteScript } from './delete-script.tsx';
import { LeaveGuard } from './leave-guard.tsx';
import { ScriptConflict } from './script-conflict.tsx';
import { ScriptPreview } from './script-preview.tsx';
import { ScriptText } from './script-text.tsx';
import { ScriptVariables } from './script-variables.tsx';
import { ScriptVersions } from './script-versions.tsx';
import { TwimlTemplate } from './twiml-template.tsx';
import { type ScriptDetail, useScriptEditing } from './use-script-editing.ts';

/** Writes a script; beside it stands what it would say. */
export function ScriptEditor({ script }: { script: ScriptDetail | undefined }) {
  const mayWrite = useMay('agent');
  const editing = useScriptEditing(script);
  const { draft, change, save, isChanged } = editing;
  const isConflict = codeOf(save.error) === 'scripts.changed_meanwhile';
  const problem = save.error && !isConflict ? sentenceOf(save.error) : undefined;
  const field = fieldOf(save.error);
  const problemOf = (name: string) => (field === name ? problem : undefined);
  const named = ['name', 'twiml_template', 'variables'].includes(field ?? '');
  return (
    <Page
      title={script ? script.name : 'New script'}
      actions={script && mayWrite ? <DeleteScript script={script} /> : null}
    >
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_380px]">
        <form
          aria-label="Script"
          className="card grid grid-cols-[minmax(0,1fr)] gap-4 p-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (!save.isPending) editing.saveDraft();
          }}
        >
          <TextField
            label="Name"
            required
            maxLength={255}
            readOnly={!mayWrite}
            value={draft.name}
            error={problemOf('name')}
            onChange={(event) => change({ name: event.target.value })}
          />
          <ScriptText draft={draft} readOnly={!mayWrite} onChange={change} />
          <ScriptVariables draft={draft} readOnly={!mayWrite} error={problemOf('variables')} onChange={change} />
          <TwimlTemplate draft={draft} readOnly={!mayWrite} error={problemOf('twiml_template')} onChange={change} />
          {isConflict && script ? <ScriptConflict script={script} editing={editing} /> : null}
          {problem && !named ? (
            <p role="alert" className="text-[13px] text-danger-text">
              {problem}
            </p>
          ) : null}
          {mayWrite ? <SaveBar isNew={!script} editing={editing} /> : <ReadOnlyNote />}
        </form>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <ScriptPreview draft={draft} />
          {script ? <ScriptVersions script={script} editing={editing} /> : null}
        </div>
      </div>
      <LeaveGuard active={isChanged} />
    </Page>
  );
}

function ReadOnlyNote() {
  return <p className="text-muted">Changing scripts needs the role agent or more.</p>;
}

function SaveBar({ isNew, editing }: { isNew: boolean; editing: ReturnType<typeof useScriptEditing> }) {
  const { isChanged, save, discard } = editing;
  const [asked, setAsked] = useState(false);
  const nothingToSave = !isChanged && !isNew;
  return (
    <div className="flex flex-wrap items-center gap-2 border-t pt-4">
      <Button
        type="submit"
        look="primary"
        aria-disabled={save.isPending || nothingToSave}
        onClick={(event) => {
          setAsked(nothingToSave);
          if (nothingToSave) event.preventDefault();
        }}
      >
        {save.isPending ? 'Saving…' : isNew ? 'Create script' : 'Save as a new version'}
      </Button>
      {isChanged && !isNew ? (
        <Button look="ghost" onClick={discard}>
          Discard changes
        </Button>
      ) : null}
      <span role="status" className="text-[13px] text-muted">
        {isChanged ? 'Not saved yet' : asked ? 'Nothing has changed' : ''}
      </span>
    </div>
  );
}
