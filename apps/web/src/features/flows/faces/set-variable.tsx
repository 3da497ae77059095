import { Variable } from 'lucide-react';
import { LineField, WordsField } from '../fields.tsx';
import { shortened, textIn } from '../node-data.ts';
import type { Face, FieldsProps } from './face.ts';

export const setVariable: Face = {
  icon: Variable,
  tone: 'st-neutral',
  summary: (data) => {
    const name = textIn(data, 'name');
    return name === '' ? 'No variable named yet' : `${name} = ${shortened(textIn(data, 'value'), 50) || 'nothing'}`;
  },
  Fields: SetVariableFields,
};

function SetVariableFields(fields: FieldsProps) {
  return (
    <>
      <LineField
        {...fields}
        field="name"
        label="Variable"
        placeholder="department"
        hint="Small letters, digits and _."
        most={40}
        mono
      />
      <WordsField
        {...fields}
        field="value"
        label="Value"
        hint="It may be made of other variables."
        rows={2}
        most={300}
      />
    </>
  );
}
