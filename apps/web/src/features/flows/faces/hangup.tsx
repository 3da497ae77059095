import { PhoneOff } from 'lucide-react';
import { WordsField } from '../fields.tsx';
import { quoted, textIn } from '../node-data.ts';
import type { Face, FieldsProps } from './face.ts';

export const hangup: Face = {
  icon: PhoneOff,
  tone: 'st-neutral',
  summary: (data) => (textIn(data, 'message') === '' ? 'Ends the call' : quoted(textIn(data, 'message'))),
  Fields: HangupFields,
};

function HangupFields(fields: FieldsProps) {
  return <WordsField {...fields} field="message" label="Last words" placeholder="Goodbye." rows={3} most={3000} />;
}
