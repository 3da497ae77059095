import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface FieldProps {
  label: string;
  value: string;
  onType: (value: string) => void;
  type?: 'text' | 'password' | 'url' | 'number';
  required?: boolean;
  autocomplete?: 'off' | 'username' | 'current-password';
  placeholder?: string;
  list?: string;
  min?: number;
  max?: number;
}

export function TextField({ label, onType, ...given }: FieldProps) {
  const id = useId();
  // Preact types every kind of input apart; which attributes go together is left to those who use the field.
  const input: object = given;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input {...input} id={id} spellcheck={false} onInput={(event) => onType(event.currentTarget.value)} />
    </div>
  );
}

export function SelectField(props: {
  label: string;
  value: string;
  onChoose: (value: string) => void;
  children: ComponentChildren;
}) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <select id={id} value={props.value} onChange={(event) => props.onChoose(event.currentTarget.value)}>
        {props.children}
      </select>
    </div>
  );
}

/** What went wrong, said at once to whoever listens. */
export function Problem({ sentence }: { sentence: string | undefined }) {
  return (
    <div role="alert" class="problem">
      {sentence}
    </div>
  );
}
