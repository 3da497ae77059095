import { type ReactNode, useId } from 'react';
import { classNames } from '../../ui/class-names.ts';

interface Option<Value extends string> {
  value: Value;
  title: ReactNode;
  words: ReactNode;
  disabled?: boolean;
}

/** One of several, each with what it means. */
export function RadioCards<Value extends string>(props: {
  legend: string;
  hint?: ReactNode;
  value: Value;
  disabled?: boolean;
  options: readonly Option<Value>[];
  onChange: (value: Value) => void;
}) {
  const id = useId();
  return (
    <fieldset disabled={props.disabled} className="grid min-w-0 gap-2">
      <legend className="pb-1 font-semibold">{props.legend}</legend>
      {props.hint ? <p className="-mt-1 text-muted">{props.hint}</p> : null}
      {props.options.map(({ value, title, words, disabled = false }) => (
        <div
          key={value}
          className={classNames(
            'flex items-start gap-3 rounded-lg border px-3 py-2',
            props.value === value && 'border-accent bg-selected',
          )}
        >
          <input
            id={`${id}-${value}`}
            type="radio"
            name={id}
            checked={props.value === value}
            disabled={disabled}
            aria-describedby={`${id}-${value}-words`}
            onChange={() => props.onChange(value)}
            className="mt-0.5 size-4 shrink-0 accent-[var(--accent)]"
          />
          <div className="min-w-0">
            <label htmlFor={`${id}-${value}`} className="block font-medium">
              {title}
            </label>
            <div id={`${id}-${value}-words`} className="text-[13px] text-muted">
              {words}
            </div>
          </div>
        </div>
      ))}
    </fieldset>
  );
}
