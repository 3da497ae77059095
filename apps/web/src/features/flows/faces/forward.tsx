import { PhoneForwarded } from 'lucide-react';
import { CountField, PhoneField } from '../fields.tsx';
import { numberIn, textIn } from '../node-data.ts';
import { CallerIdField } from './dial.tsx';
import type { Face, FieldsProps } from './face.ts';

export const forward: Face = {
  icon: PhoneForwarded,
  tone: 'st-ring',
  summary: (data) =>
    textIn(data, 'number') === ''
      ? 'No number yet'
      : `To ${textIn(data, 'number')}, ${numberIn(data, 'ring_seconds') ?? 45} s`,
  Fields: ForwardFields,
};

function ForwardFields(fields: FieldsProps) {
  return (
    <>
      <PhoneField {...fields} field="number" label="Number" hint="It may be a machine: nobody is asked to press 1." />
      <CountField {...fields} field="ring_seconds" label="Rings, seconds" least={5} most={120} otherwise={45} />
      <CallerIdField {...fields} otherwise="called" />
    </>
  );
}
