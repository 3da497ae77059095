import { Grid3x3 } from 'lucide-react';
import { CountField, FlagField, LineField, WordsField } from '../fields.tsx';
import { MenuKeys } from '../menu-keys.tsx';
import { pairsIn } from '../node-data.ts';
import { PromptField } from '../prompt-field.tsx';
import { promptSummary } from '../prompt-words.ts';
import type { Face, FieldsProps } from './face.ts';

export const menu: Face = {
  icon: Grid3x3,
  tone: 'st-neutral',
  summary: (data, directory) => promptSummary(data, directory) ?? 'Nothing to say yet',
  Fields: MenuFields,
};

function MenuFields(fields: FieldsProps) {
  const takesAnyDigits = pairsIn(fields.data, 'options').length === 0;
  return (
    <>
      <PromptField {...fields} label="What the caller is asked" />
      <MenuKeys {...fields} />
      {takesAnyDigits ? (
        <CountField {...fields} field="most_digits" label="Most digits" least={1} most={32} otherwise={12} />
      ) : null}
      <div className="grid grid-cols-2 gap-3">
        <CountField {...fields} field="timeout_seconds" label="Waits, seconds" least={1} most={60} otherwise={5} />
        <CountField {...fields} field="tries" label="Asks, times" least={1} most={10} otherwise={3} />
      </div>
      {takesAnyDigits ? null : (
        <WordsField
          {...fields}
          field="invalid_message"
          label="After a wrong key"
          placeholder="That is not one of the choices."
          rows={2}
          most={1000}
        />
      )}
      <LineField
        {...fields}
        field="save_as"
        label="Keep what is pressed as"
        placeholder="account_number"
        hint="A variable that later nodes can use."
        most={40}
        mono
      />
      <FlagField
        {...fields}
        field="sensitive"
        label="Sensitive"
        hint="What is pressed is never written down: not in the call, not in logs."
        otherwise={false}
      />
    </>
  );
}
