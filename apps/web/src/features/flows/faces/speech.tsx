import { Mic } from 'lucide-react';
import { CountField, FlagField, LineField, WordsField } from '../fields.tsx';
import { listIn } from '../node-data.ts';
import { PromptField } from '../prompt-field.tsx';
import { promptSummary } from '../prompt-words.ts';
import { SpeechChoices } from '../speech-choices.tsx';
import type { Face, FieldsProps } from './face.ts';

export const speech: Face = {
  icon: Mic,
  tone: 'st-neutral',
  summary: (data, directory) => promptSummary(data, directory) ?? 'Nothing to ask yet',
  Fields: SpeechFields,
};

function SpeechFields(fields: FieldsProps) {
  const hasChoices = listIn(fields.data, 'choices').length > 0;
  return (
    <>
      <PromptField {...fields} label="What the caller is asked" />
      <SpeechChoices {...fields} />
      <div className="grid grid-cols-2 gap-3">
        <CountField {...fields} field="timeout_seconds" label="Waits, seconds" least={1} most={60} otherwise={5} />
        <CountField {...fields} field="tries" label="Asks, times" least={1} most={10} otherwise={2} />
      </div>
      <LineField {...fields} field="language" label="Language that is spoken" placeholder="en-US" most={20} mono />
      {hasChoices ? (
        <WordsField
          {...fields}
          field="invalid_message"
          label="After something else"
          placeholder="Sorry, I did not get that."
          rows={2}
          most={1000}
        />
      ) : null}
      <LineField
        {...fields}
        field="save_as"
        label="Keep what is said as"
        placeholder="reason"
        hint="A variable that later nodes can use."
        most={40}
        mono
      />
      <FlagField
        {...fields}
        field="sensitive"
        label="Sensitive"
        hint="What is said is never written down: not in the call, not in logs."
        otherwise={false}
      />
    </>
  );
}
