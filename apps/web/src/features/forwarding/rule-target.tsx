import type { ForwardTarget } from '@offhook/flow/shapes';
import { readNumber } from '../../app/phone.ts';
import { SelectField, TextField } from '../../ui/field.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import type { RuleProps } from './rule-fields.tsx';
import { targetOfKind } from './rules.ts';
import type { Choice } from './rules-editor.tsx';

/** Where a rule leads to. */
export function RuleTarget({ rule, readOnly, people, boxes, onChange }: RuleProps) {
  const { to } = rule;
  const lead = (target: ForwardTarget) => onChange({ ...rule, to: target });
  return (
    <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] items-start gap-2">
      <SelectField
        label="Goes to"
        disabled={readOnly}
        value={to.kind}
        // The options are the kinds, so the value is one.
        onChange={(event) => lead(targetOfKind(event.target.value as ForwardTarget['kind']))}
      >
        <option value="number">Number</option>
        <option value="person">Person</option>
        <option value="box">Voicemail</option>
      </SelectField>
      {to.kind === 'number' ? (
        <TargetNumber number={to.number} readOnly={readOnly} onChange={(number) => lead({ ...to, number })} />
      ) : null}
      {to.kind === 'person' ? (
        <ChoiceField
          label="Person"
          gone="Somebody who has left"
          {...{ value: to.person_id, choices: people, readOnly }}
          onChange={(person_id) => lead({ ...to, person_id })}
        />
      ) : null}
      {to.kind === 'box' ? (
        <ChoiceField
          label="Voicemail box"
          gone="A box that is gone"
          {...{ value: to.box_id, choices: boxes, readOnly }}
          onChange={(box_id) => lead({ ...to, box_id })}
        />
      ) : null}
    </div>
  );
}

function TargetNumber(props: { number: string; readOnly: boolean; onChange: (number: string) => void }) {
  const { country } = useWorkspace();
  return (
    <TextField
      label="Phone number"
      inputMode="tel"
      maxLength={40}
      placeholder="+39 06 1234 5678"
      readOnly={props.readOnly}
      value={props.number}
      onChange={(event) => props.onChange(event.target.value)}
      onBlur={() => {
        const read = readNumber(props.number, country);
        if ('number' in read && read.number !== props.number) props.onChange(read.number);
      }}
    />
  );
}

export function ChoiceField(props: {
  label: string;
  /** What stands for something chosen that is no choice any more. */
  gone: string;
  value: string;
  choices: readonly Choice[];
  readOnly: boolean;
  onChange: (id: string) => void;
}) {
  const { label, gone, value, choices, readOnly, onChange } = props;
  const isKnown = value === '' || choices.some(({ id }) => id === value);
  return (
    <SelectField label={label} disabled={readOnly} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">Choose…</option>
      {isKnown ? null : <option value={value}>{gone}</option>}
      {choices.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
