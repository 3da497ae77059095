import { CircleDot } from 'lucide-react';
import { CountField, FlagField } from '../fields.tsx';
import { numberIn } from '../node-data.ts';
import { PromptField } from '../prompt-field.tsx';
import { promptSummary } from '../prompt-words.ts';
import type { Face, FieldsProps } from './face.ts';

export const record: Face = {
  icon: CircleDot,
  tone: 'st-danger',
  summary: (data, directory) =>
    promptSummary(data, directory) ?? `Records up to ${numberIn(data, 'max_seconds') ?? 60} s, without a word before`,
  Fields: RecordFields,
};

function RecordFields(fields: FieldsProps) {
  return (
    <>
      <PromptField {...fields} label="What is said before" />
      <div className="grid grid-cols-2 gap-3">
        <CountField {...fields} field="max_seconds" label="At most, seconds" least={2} most={3600} otherwise={60} />
        <CountField
          {...fields}
          field="silence_seconds"
          label="Ends after silence, s"
          least={1}
          most={60}
          otherwise={5}
        />
      </div>
      <FlagField {...fields} field="beep" label="Beep before it records" otherwise={true} />
      <p className="text-[13px] text-muted">The recording is kept with the call. For messages use Voicemail.</p>
    </>
  );
}
