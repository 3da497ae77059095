import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatNumber } from '../../app/phone.ts';
import { SelectField, TextField } from '../../ui/field.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { rememberFrom } from './call-from.ts';
import { numberChoicesQuery } from './queries.ts';

const another = 'another';

/** Which number a call is placed from: one of ours, or one that the carrier has verified as somebody's own. */
export function FromField({ value, onChange }: { value: string; onChange: (number: string) => void }) {
  const { country, default_from_number: usual } = useWorkspace();
  const numbers = useQuery(numberChoicesQuery);
  const ours = (numbers.data?.items ?? []).filter(({ is_active }) => is_active);
  const isOurs = value === '' || ours.some(({ phone_number }) => phone_number === value);
  const [isTyping, setTyping] = useState(false);
  const shown = isTyping || (numbers.data && !isOurs) ? another : value;
  const choose = (choice: string) => {
    setTyping(choice === another);
    const number = choice === another ? '' : choice;
    rememberFrom(number);
    onChange(number);
  };
  return (
    <div className="grid gap-2">
      <SelectField label="Call from" value={shown} onChange={(event) => choose(event.target.value)}>
        <option value="">
          {usual ? `The usual one, ${formatNumber(usual, country)}` : 'The usual one (none set)'}
        </option>
        {/* Before the list is here, what is chosen must have an option. */}
        {numbers.data || value === '' ? null : <option value={value}>{formatNumber(value, country)}</option>}
        {ours.map(({ id, phone_number, label }) => (
          <option key={id} value={phone_number}>
            {optionWords(label, formatNumber(phone_number, country))}
          </option>
        ))}
        <option value={another}>Another number…</option>
      </SelectField>
      {shown === another ? (
        <TextField
          label="Another number to call from"
          inputMode="tel"
          hint="One that the carrier has verified as yours."
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : null}
    </div>
  );
}

function optionWords(label: string, number: string): string {
  return label === number ? number : `${label}, ${number}`;
}
