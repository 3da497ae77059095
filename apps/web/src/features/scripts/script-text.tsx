import { useRef } from 'react';
import { flushSync } from 'react-dom';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/field.tsx';
import { builtInVariables, type ScriptDraft, undeclaredVariables, withVariable } from './script-draft.ts';

interface ScriptTextProps {
  draft: ScriptDraft;
  readOnly: boolean;
  onChange: (part: Partial<ScriptDraft>) => void;
}

/** The spoken text, with a chip for each variable that can stand in it. */
export function ScriptText({ draft, readOnly, onChange }: ScriptTextProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const insert = (name: string) => {
    const area = field.current;
    const [start, end] = [area?.selectionStart ?? draft.text.length, area?.selectionEnd ?? draft.text.length];
    const { text, caret } = withVariable(draft.text, { start, end }, name);
    // At once, so that the caret can be put into the new text before the next key is pressed.
    flushSync(() => onChange({ text }));
    area?.focus();
    area?.setSelectionRange(caret, caret);
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <TextArea
        ref={field}
        label="Text"
        required
        rows={8}
        maxLength={4000}
        readOnly={readOnly}
        value={draft.text}
        onChange={(event) => onChange({ text: event.target.value })}
      />
      {readOnly ? null : (
        <fieldset className="flex flex-wrap items-center gap-1.5">
          <legend className="float-left mr-1.5 py-1 text-[13px] text-muted">Insert</legend>
          {[...builtInVariables, ...draft.variables.map(({ name }) => name)].map((name) => (
            <Button key={name} size="small" className="rounded-full font-mono text-xs" onClick={() => insert(name)}>
              {`{${name}}`}
            </Button>
          ))}
        </fieldset>
      )}
      <Undeclared draft={draft} readOnly={readOnly} onChange={onChange} />
    </div>
  );
}

function Undeclared({ draft, readOnly, onChange }: ScriptTextProps) {
  const names = undeclaredVariables(draft);
  if (names.length === 0) return null;
  const declare = (name: string) => onChange({ variables: [...draft.variables, { name, default: null }] });
  return (
    <ul aria-label="Undeclared variables" className="grid gap-1">
      {names.map((name) => (
        <li key={name} className="flex flex-wrap items-center gap-2 text-[13px]">
          <span className="text-danger-text">{`{${name}} is not declared: nothing fills it.`}</span>
          {readOnly ? null : (
            <Button size="small" onClick={() => declare(name)}>
              Declare {name}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
