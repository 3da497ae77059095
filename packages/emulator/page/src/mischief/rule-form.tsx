import { useId, useState } from 'preact/hooks';
import { SelectField } from '../ui/field.tsx';
import { presets } from './presets.ts';

const [first] = presets;

/** A rule to begin with, which may be changed as text. */
export function RuleForm({ onAdd }: { onAdd: (rule: string) => void }) {
  const [words, setWords] = useState(first?.words ?? '');
  const [text, setText] = useState(textOf(first?.rule));
  const id = useId();
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        onAdd(text);
      }}
    >
      <SelectField
        label="Begin with"
        value={words}
        onChoose={(chosen) => {
          setWords(chosen);
          setText(textOf(presets.find((preset) => preset.words === chosen)?.rule));
        }}
      >
        {presets.map((preset) => (
          <option key={preset.words} value={preset.words}>
            {preset.words}
          </option>
        ))}
      </SelectField>
      <div class="field">
        <label for={id}>The rule, as JSON</label>
        <textarea
          id={id}
          rows={text.split('\n').length + 1}
          spellcheck={false}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </div>
      <button type="submit">Let it go wrong</button>
    </form>
  );
}

function textOf(rule: object | undefined): string {
  return JSON.stringify(rule ?? {}, null, 2);
}
