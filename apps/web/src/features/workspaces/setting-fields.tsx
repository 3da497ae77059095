import { type ReactNode, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import type { SettingEditor } from './setting-list.tsx';
import type { SettingShape } from './setting-shape.ts';

type ShapeOf<Kind extends SettingShape['kind']> = Extract<SettingShape, { kind: Kind }>;

/** A number with its bounds and its unit. */
export function SettingNumber(props: SettingEditor<number> & { shape: ShapeOf<'number'> }) {
  const { label, help, value, readOnly, error, shape } = props;
  const [text, setText] = useState(String(value));
  return (
    <SavedForm {...props} isChanged={text !== String(value)} onSubmit={() => props.onSave(Number(text))}>
      <TextField
        label={shape.unit ? `${label}, in ${shape.unit}` : label}
        hint={help}
        type="number"
        required
        min={shape.least}
        max={shape.most}
        readOnly={readOnly}
        value={text}
        error={error}
        onChange={(event) => setText(event.target.value)}
        className="w-40"
      />
    </SavedForm>
  );
}

export function SettingText(props: SettingEditor<string> & { shape: ShapeOf<'text'> }) {
  const { label, help, value, readOnly, error, shape } = props;
  const [text, setText] = useState(value);
  return (
    <SavedForm {...props} isChanged={text !== value} onSubmit={() => props.onSave(text)}>
      <TextArea
        label={label}
        hint={help}
        rows={2}
        required={!shape.mayBeEmpty}
        maxLength={shape.most}
        readOnly={readOnly}
        value={text}
        error={error}
        onChange={(event) => setText(event.target.value)}
      />
    </SavedForm>
  );
}

/** Save appears once there is something to save. */
export function SavedForm(props: {
  label: string;
  isChanged: boolean;
  busy: boolean;
  onSubmit: () => void;
  children: ReactNode;
}) {
  return (
    <form
      className="grid grid-cols-[minmax(0,1fr)] gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (!props.busy) props.onSubmit();
      }}
    >
      {props.children}
      {props.isChanged ? (
        <Button type="submit" aria-disabled={props.busy} className="justify-self-start">
          Save<span className="sr-only"> {props.label}</span>
        </Button>
      ) : null}
    </form>
  );
}
