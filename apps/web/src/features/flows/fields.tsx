import type { FlowProblem } from '@offhook/flow';
import { type ReactNode, useState } from 'react';
import { formatNumber, readNumber } from '../../app/phone.ts';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Switch } from '../../ui/switch.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { useEditor } from './editor-store.ts';
import type { FieldsProps } from './faces/face.ts';
import { flagIn, numberIn, textIn } from './node-data.ts';
import { problemAt } from './problem-words.ts';
import { VariableText } from './variable-text.tsx';

interface BoundField extends FieldsProps {
  field: string;
  label: string;
  hint?: string;
}

/** Changes fields of one node; undefined takes a field away. */
export function useSetData(nodeId: string): (patch: Record<string, unknown>) => void {
  const setData = useEditor((state) => state.setData);
  return (patch) => setData(nodeId, patch);
}

/** The place of a field, by which a problem finds it. */
export function FieldPlace({ field, children }: { field: string; children: ReactNode }) {
  return (
    <div data-field={field} className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-1">
      {children}
    </div>
  );
}

export function hintWith(problems: readonly FlowProblem[], field: string, hint?: string): ReactNode {
  const { warning } = problemAt(problems, field);
  if (!warning) return hint;
  return (
    <>
      {hint ? `${hint} ` : null}
      <span className="text-[var(--st-warn-fg)]">Warning: {warning}</span>
    </>
  );
}

/** Text in which variables may stand. */
export function WordsField(props: BoundField & { rows?: number; most: number; placeholder?: string }) {
  const { nodeId, data, problems, field, label, hint, rows, most, placeholder } = props;
  const set = useSetData(nodeId);
  return (
    <FieldPlace field={field}>
      <VariableText
        label={label}
        hint={hintWith(problems, field, hint)}
        error={problemAt(problems, field).error}
        rows={rows}
        maxLength={most}
        placeholder={placeholder}
        value={textIn(data, field)}
        onChange={(text) => set({ [field]: text === '' ? undefined : text })}
      />
    </FieldPlace>
  );
}

/** One line without variables, such as a name of one. */
export function LineField(props: BoundField & { most: number; placeholder?: string; mono?: boolean }) {
  const { nodeId, data, problems, field, label, hint, most, placeholder, mono } = props;
  const set = useSetData(nodeId);
  return (
    <FieldPlace field={field}>
      <TextField
        label={label}
        hint={hintWith(problems, field, hint)}
        error={problemAt(problems, field).error}
        maxLength={most}
        placeholder={placeholder}
        spellCheck={!mono}
        className={mono ? 'font-mono text-[13px]' : undefined}
        value={textIn(data, field)}
        onChange={(event) => set({ [field]: event.target.value === '' ? undefined : event.target.value })}
      />
    </FieldPlace>
  );
}

export function CountField(props: BoundField & { least: number; most: number; otherwise: number; step?: number }) {
  const { nodeId, data, problems, field, label, hint, least, most, otherwise, step } = props;
  const set = useSetData(nodeId);
  return (
    <FieldPlace field={field}>
      <TextField
        type="number"
        label={label}
        hint={hintWith(problems, field, hint)}
        error={problemAt(problems, field).error}
        min={least}
        max={most}
        step={step}
        placeholder={String(otherwise)}
        value={numberIn(data, field) ?? ''}
        onChange={(event) =>
          set({ [field]: event.target.value === '' ? undefined : Math.trunc(event.target.valueAsNumber) })
        }
      />
    </FieldPlace>
  );
}

export function FlagField(props: BoundField & { otherwise: boolean }) {
  const { nodeId, data, field, label, hint, otherwise } = props;
  const set = useSetData(nodeId);
  return (
    <FieldPlace field={field}>
      <Switch label={label} checked={flagIn(data, field, otherwise)} onChange={(on) => set({ [field]: on })} />
      {hint ? <p className="text-xs text-muted">{hint}</p> : null}
    </FieldPlace>
  );
}

export interface Choice {
  value: string;
  label: string;
}

/** One of a few. `none` is the label of leaving it out. */
export function ChoiceField(props: BoundField & { choices: readonly Choice[]; none?: string; otherwise?: string }) {
  const { nodeId, data, problems, field, label, hint, choices, none, otherwise = '' } = props;
  const set = useSetData(nodeId);
  const value = textIn(data, field) || otherwise;
  const isGone = value !== '' && !choices.some((choice) => choice.value === value);
  return (
    <FieldPlace field={field}>
      <SelectField
        label={label}
        hint={hintWith(problems, field, hint)}
        error={problemAt(problems, field).error}
        value={value}
        onChange={(event) => set({ [field]: event.target.value === '' ? undefined : event.target.value })}
      >
        {none !== undefined || value === '' ? <option value="">{none ?? 'Choose…'}</option> : null}
        {isGone ? <option value={value}>No longer there</option> : null}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </SelectField>
    </FieldPlace>
  );
}

/** A phone number: kept as E.164, shown as people write it. What is no number stays as it was typed. */
export function PhoneField(props: BoundField) {
  const { nodeId, data, problems, field, label, hint } = props;
  const set = useSetData(nodeId);
  return (
    <FieldPlace field={field}>
      <PhoneInput
        label={label}
        hint={hintWith(problems, field, hint)}
        error={problemAt(problems, field).error}
        number={textIn(data, field)}
        onChange={(number) => set({ [field]: number === '' ? undefined : number })}
      />
    </FieldPlace>
  );
}

export function PhoneInput(props: {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  number: string;
  onChange: (number: string) => void;
}) {
  const { country } = useWorkspace();
  const [typed, setTyped] = useState<string>();
  return (
    <TextField
      type="tel"
      label={props.label}
      hint={props.hint}
      error={props.error}
      placeholder="+1 415 555 0100"
      maxLength={40}
      value={typed ?? formatNumber(props.number, country)}
      onChange={(event) => {
        const text = event.target.value;
        setTyped(text);
        const read = readNumber(text, country);
        props.onChange('number' in read ? read.number : text.trim());
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}
