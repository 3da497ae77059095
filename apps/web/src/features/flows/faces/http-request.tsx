import { Globe } from 'lucide-react';
import { ChoiceField, CountField, WordsField } from '../fields.tsx';
import { shortened, textIn } from '../node-data.ts';
import { PairsField } from '../pairs-field.tsx';
import type { Face, FieldsProps } from './face.ts';

export const httpRequest: Face = {
  icon: Globe,
  tone: 'st-neutral',
  summary: (data) => {
    const url = textIn(data, 'url').replace(/^https?:\/\//, '');
    return url === '' ? 'No address yet' : `${textIn(data, 'method') || 'GET'} ${shortened(url, 60)}`;
  },
  Fields: HttpRequestFields,
};

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((value) => ({ value, label: value }));

function HttpRequestFields(fields: FieldsProps) {
  const hasBody = !['', 'GET', 'DELETE'].includes(textIn(fields.data, 'method'));
  return (
    <>
      <ChoiceField {...fields} field="method" label="Method" choices={methods} otherwise="GET" />
      <WordsField
        {...fields}
        field="url"
        label="Address"
        placeholder="https://crm.example.com/callers/{{caller}}"
        hint="On the public internet, by https. Variables may stand behind the host."
        rows={2}
        most={1000}
      />
      <PairsField
        {...fields}
        field="headers"
        label="Headers"
        keyLabel="Name"
        valueLabel="Value"
        keyPlaceholder="Authorization"
        addLabel="Add header"
      />
      {hasBody ? (
        <WordsField {...fields} field="body" label="Body" placeholder='{"phone": "{{caller}}"}' rows={4} most={4000} />
      ) : null}
      <PairsField
        {...fields}
        field="save"
        label="Keep of the JSON answer"
        keyLabel="Variable"
        valueLabel="Where it lies"
        keyPlaceholder="customer_name"
        valuePlaceholder="customer.name"
        addLabel="Add variable"
      />
      <CountField
        {...fields}
        field="timeout_ms"
        label="Waits at most, milliseconds"
        hint="The caller hears nothing meanwhile."
        least={200}
        most={3500}
        step={100}
        otherwise={2500}
      />
    </>
  );
}
