import { useId, useState } from 'react';
import { SavedForm } from './setting-fields.tsx';
import type { SettingEditor } from './setting-list.tsx';
import { choiceWords } from './setting-shape.ts';

/** Any of a few, at least one. */
export function SettingChoices(props: SettingEditor<string[]> & { options: readonly string[] }) {
  const id = useId();
  const { label, help, value, readOnly, error, options } = props;
  const [chosen, setChosen] = useState(value);
  const [problem, setProblem] = useState<string>();
  const toggle = (option: string, on: boolean) => {
    setProblem(undefined);
    setChosen(options.filter((each) => (each === option ? on : chosen.includes(each))));
  };
  const save = () => (chosen.length > 0 ? props.onSave(chosen) : setProblem('Choose at least one.'));
  const shown = problem ?? error;
  return (
    <SavedForm {...props} isChanged={chosen.join() !== value.join()} onSubmit={save}>
      <fieldset aria-describedby={`${id}-help`} className="grid gap-1">
        <legend className="pb-1 text-[13px] font-medium">{label}</legend>
        {options.map((option) => (
          <label key={option} className="flex min-h-7 items-center gap-2">
            <input
              type="checkbox"
              checked={chosen.includes(option)}
              disabled={readOnly}
              onChange={(event) => toggle(option, event.target.checked)}
              className="size-4 accent-[var(--accent)]"
            />
            {choiceWords[option] ?? option}
            {choiceWords[option] ? <code className="text-xs text-muted">{option}</code> : null}
          </label>
        ))}
        <p id={`${id}-help`} className="text-xs text-muted">
          {help}
        </p>
        {shown ? (
          <p role="alert" className="text-[13px] text-danger-text">
            {shown}
          </p>
        ) : null}
      </fieldset>
    </SavedForm>
  );
}
