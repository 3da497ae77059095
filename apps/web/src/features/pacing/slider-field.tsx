import { useId } from 'react';

interface SliderFieldProps {
  label: string;
  value: number;
  least: number;
  most: number;
  step?: number;
  /** The value with its unit, which a screen reader hears too. */
  inWords: string;
  hint?: string;
  onChange: (value: number) => void;
}

/** A number that is chosen by feel, with its value beside its name. */
export function SliderField({ label, value, least, most, step = 1, inWords, hint, onChange }: SliderFieldProps) {
  const id = useId();
  return (
    <div className="grid min-w-0 content-start gap-1">
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="text-[13px] font-medium">
          {label}
        </label>
        <output htmlFor={id} aria-hidden className="tabular font-semibold">
          {inWords}
        </output>
      </div>
      <input
        id={id}
        type="range"
        min={least}
        max={most}
        step={step}
        value={value}
        aria-valuetext={inWords}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.target.valueAsNumber)}
        className="h-8 w-full min-w-0 cursor-pointer accent-accent"
      />
      {hint ? (
        <p id={`${id}-hint`} className="text-xs text-muted">
          {hint}
        </p>
      ) : null}
    </div>
  );
}
