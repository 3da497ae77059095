import type { Directory } from '@offhook/flow';
import { PhoneOutgoing } from 'lucide-react';
import { DialTargets } from '../dial-targets.tsx';
import { targetsIn, targetWords } from '../dial-words.ts';
import { ChoiceField, CountField, FlagField } from '../fields.tsx';
import { numberIn, shortened, textIn } from '../node-data.ts';
import type { Face, FieldsProps, NodeData } from './face.ts';

export const dial: Face = { icon: PhoneOutgoing, tone: 'st-ring', summary, Fields: DialFields };

function summary(data: NodeData, directory: Directory): string {
  const targets = targetsIn(data).map((target) => targetWords(target, directory).name);
  if (targets.length === 0) return 'Nobody chosen yet';
  const how = targets.length > 1 && textIn(data, 'strategy') === 'in-turn' ? ' in turn' : '';
  return `Rings ${shortened(targets.join(', '), 50)}${how}, ${numberIn(data, 'ring_seconds') ?? 20} s`;
}

function DialFields(fields: FieldsProps) {
  return (
    <>
      <DialTargets {...fields} />
      <ChoiceField
        {...fields}
        field="strategy"
        label="Order"
        otherwise="all"
        choices={[
          { value: 'all', label: 'All at once' },
          { value: 'in-turn', label: 'One after the other' },
        ]}
      />
      <CountField {...fields} field="ring_seconds" label="Rings, seconds" least={5} most={120} otherwise={20} />
      <CallerIdField {...fields} otherwise="caller" />
      <FlagField
        {...fields}
        field="screen"
        label="Ask whoever picks up to press 1"
        hint="Else the answering machine of a mobile may take the call."
        otherwise={true}
      />
    </>
  );
}

/** What the phone that rings shows. */
export function CallerIdField({ otherwise, ...fields }: FieldsProps & { otherwise: 'caller' | 'called' }) {
  return (
    <ChoiceField
      {...fields}
      field="caller_id"
      label="The phone that rings shows"
      otherwise={otherwise}
      choices={[
        { value: 'caller', label: 'The number of the caller' },
        { value: 'called', label: 'The number that was called' },
      ]}
    />
  );
}
