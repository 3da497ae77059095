import { X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { nameProblem, type ScriptDraft } from './script-draft.ts';

interface ScriptVariablesProps {
  draft: ScriptDraft;
  readOnly: boolean;
  error: string | undefined;
  onChange: (part: Partial<ScriptDraft>) => void;
}

/** The script's own variables with their defaults. */
export function ScriptVariables({ draft: { variables }, readOnly, error, onChange }: ScriptVariablesProps) {
  const change = (at: number, text: string) =>
    onChange({
      variables: variables.map((variable, index) => (index === at ? { ...variable, default: text || null } : variable)),
    });
  const remove = (at: number) => onChange({ variables: variables.filter((_variable, index) => index !== at) });
  return (
    <fieldset className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <legend className="pb-1 text-[13px] font-medium">Own variables</legend>
      <p className="text-xs text-muted">
        A call may bring a value; without one the default is said; without a default the call is refused.
      </p>
      {variables.map((variable, index) => (
        <div key={variable.name} className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-2">
          <TextField
            label={`Default of ${variable.name}`}
            placeholder="No default"
            maxLength={500}
            readOnly={readOnly}
            value={variable.default ?? ''}
            onChange={(event) => change(index, event.target.value)}
          />
          {readOnly ? null : (
            <IconButton
              name={`Remove ${variable.name}`}
              icon={<X size={16} aria-hidden />}
              className="mb-0.5"
              onClick={() => remove(index)}
            />
          )}
        </div>
      ))}
      {error ? (
        <p role="alert" className="text-[13px] text-danger-text">
          {error}
        </p>
      ) : null}
      {readOnly || variables.length >= 30 ? null : (
        <NewVariable
          problemOf={(name) => nameProblem(name, variables)}
          onAdd={(name) => onChange({ variables: [...variables, { name, default: null }] })}
        />
      )}
    </fieldset>
  );
}

function NewVariable(props: { problemOf: (name: string) => string | undefined; onAdd: (name: string) => void }) {
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string>();
  const add = () => {
    const found = props.problemOf(name);
    setProblem(found);
    if (found) return;
    props.onAdd(name);
    setName('');
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-2">
      <TextField
        label="New variable"
        placeholder="appointment_day"
        maxLength={60}
        value={name}
        error={problem}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          // Enter here adds the variable; it does not save the script.
          event.preventDefault();
          add();
        }}
        className="font-mono text-[13px]"
      />
      <Button className="mt-6 h-9" onClick={add}>
        Add
      </Button>
    </div>
  );
}
