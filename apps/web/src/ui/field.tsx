import { type ComponentProps, type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';

interface FieldText {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  labelHidden?: boolean;
}

const box =
  'w-full min-w-0 rounded-lg border border-input bg-surface px-2.5 text-fg aria-invalid:border-[var(--st-danger-solid)]';

export function TextField({
  label,
  hint,
  error,
  labelHidden,
  className,
  ...rest
}: FieldText & ComponentProps<'input'>) {
  const id = useId();
  return (
    <Labelled {...{ id, label, hint, error, labelHidden }}>
      <input id={id} {...describedBy(id, hint, error)} className={classNames(box, 'h-9', className)} {...rest} />
    </Labelled>
  );
}

export function TextArea({
  label,
  hint,
  error,
  labelHidden,
  className,
  ...rest
}: FieldText & ComponentProps<'textarea'>) {
  const id = useId();
  return (
    <Labelled {...{ id, label, hint, error, labelHidden }}>
      <textarea
        id={id}
        rows={3}
        {...describedBy(id, hint, error)}
        className={classNames(box, 'block py-1.5', className)}
        {...rest}
      />
    </Labelled>
  );
}

export function SelectField({
  label,
  hint,
  error,
  labelHidden,
  className,
  ...rest
}: FieldText & ComponentProps<'select'>) {
  const id = useId();
  return (
    <Labelled {...{ id, label, hint, error, labelHidden }}>
      <select id={id} {...describedBy(id, hint, error)} className={classNames(box, 'h-9 pr-1', className)} {...rest} />
    </Labelled>
  );
}

function Labelled(props: FieldText & { id: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 content-start gap-1">
      <label htmlFor={props.id} className={props.labelHidden ? 'sr-only' : 'text-[13px] font-medium'}>
        {props.label}
      </label>
      {props.children}
      {props.hint ? (
        <p id={`${props.id}-hint`} className="text-xs text-muted">
          {props.hint}
        </p>
      ) : null}
      {props.error ? (
        <p id={`${props.id}-error`} className="text-[13px] text-danger-text" role="alert">
          {props.error}
        </p>
      ) : null}
    </div>
  );
}

function describedBy(id: string, hint: ReactNode, error: string | undefined) {
  const ids = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return { 'aria-describedby': ids || undefined, 'aria-invalid': error ? true : undefined };
}
