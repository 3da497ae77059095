import { type ForwardingRule, type HoursState, hoursStates } from '@offhook/flow/shapes';
import { useId, useState } from 'react';
import { SelectField, TextField } from '../../ui/field.tsx';
import type { RuleProps } from './rule-fields.tsx';
import { Row } from './rule-row.tsx';
import { readCallers } from './rules.ts';

type During = NonNullable<ForwardingRule['hours']>;

/** At which times and for which callers a rule holds; left alone, at any time and for everybody. */
export function RuleConditions(props: RuleProps) {
  return (
    <Row>
      <Times {...props} />
      <Callers {...props} />
    </Row>
  );
}

function Times({ rule, readOnly, hours, onChange }: RuleProps) {
  const choose = (hours_id: string) => {
    const { hours: before, ...rest } = rule;
    onChange(
      hours_id === '' ? rest : { ...rest, hours: { during: before?.during ?? ['closed', 'holiday'], hours_id } },
    );
  };
  const chosen = rule.hours?.hours_id ?? '';
  return (
    <div className="grid content-start gap-2">
      <SelectField
        label="At which times"
        disabled={readOnly}
        value={chosen}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="">At any time</option>
        {chosen === '' || hours.some(({ id }) => id === chosen) ? null : (
          <option value={chosen}>Opening hours that are gone</option>
        )}
        {hours.map(({ id, name }) => (
          <option key={id} value={id}>
            By {name}
          </option>
        ))}
      </SelectField>
      {rule.hours ? (
        <DuringFields
          during={rule.hours.during}
          readOnly={readOnly}
          onChange={(during) => onChange({ ...rule, hours: { hours_id: chosen, during } })}
        />
      ) : null}
    </div>
  );
}

const words: Readonly<Record<HoursState, string>> = { open: 'Open', closed: 'Closed', holiday: 'Holiday' };

function DuringFields(props: {
  during: During['during'];
  readOnly: boolean;
  onChange: (during: During['during']) => void;
}) {
  const id = useId();
  const { during, readOnly, onChange } = props;
  return (
    <fieldset className="flex flex-wrap gap-x-4">
      <legend className="sr-only">While it is</legend>
      {hoursStates.map((state) => (
        <span key={state} className="inline-flex min-h-8 items-center gap-2">
          <input
            id={`${id}-${state}`}
            type="checkbox"
            className="size-4 accent-[var(--accent)]"
            disabled={readOnly}
            checked={during.includes(state)}
            onChange={(event) =>
              onChange(hoursStates.filter((each) => (each === state ? event.target.checked : during.includes(each))))
            }
          />
          <label htmlFor={`${id}-${state}`}>{words[state]}</label>
        </span>
      ))}
    </fieldset>
  );
}

function Callers({ rule, readOnly, onChange }: RuleProps) {
  const [text, setText] = useState(() => rule.callers?.join(', ') ?? '');
  return (
    <TextField
      label="For which callers"
      placeholder="Everybody"
      hint="Numbers, or beginnings such as +3906*; commas between them."
      readOnly={readOnly}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        const { callers: _before, ...rest } = rule;
        const callers = readCallers(event.target.value);
        onChange(callers ? { ...rest, callers } : rest);
      }}
    />
  );
}
