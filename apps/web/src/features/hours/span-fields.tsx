import { TextField } from '../../ui/field.tsx';
import { readTime } from './hours-draft.ts';

interface Times {
  from: string;
  to: string;
}

/** Beginning and end of a row; `9` and `930` become times as soon as the field is left. */
export function SpanFields(props: {
  of: string;
  times: Times;
  readOnly: boolean;
  isWrong: boolean;
  onChange: (times: Times) => void;
}) {
  const { of, times, readOnly, isWrong, onChange } = props;
  const field = (part: 'from' | 'to', label: string) => (
    <TextField
      label={`${label} of ${of}`}
      labelHidden
      inputMode="numeric"
      autoComplete="off"
      placeholder={part === 'from' ? '09:00' : '17:00'}
      maxLength={8}
      readOnly={readOnly}
      aria-invalid={isWrong || undefined}
      className="tabular w-[72px] text-center"
      value={times[part]}
      onChange={(event) => onChange({ ...times, [part]: event.target.value })}
      onBlur={() => {
        const time = readTime(times[part]);
        if (time !== times[part]) onChange({ ...times, [part]: time });
      }}
    />
  );
  return (
    <span className="inline-flex items-center gap-1.5">
      {field('from', 'Beginning')}
      <span aria-hidden>–</span>
      {field('to', 'End')}
    </span>
  );
}
