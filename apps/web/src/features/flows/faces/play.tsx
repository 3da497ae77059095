import { Volume2 } from 'lucide-react';
import { CountField } from '../fields.tsx';
import { numberIn } from '../node-data.ts';
import { PromptField } from '../prompt-field.tsx';
import { promptSummary } from '../prompt-words.ts';
import type { Face, FieldsProps } from './face.ts';

export const play: Face = {
  icon: Volume2,
  tone: 'st-neutral',
  summary: (data, directory) => {
    const times = numberIn(data, 'loop') ?? 1;
    const what = promptSummary({ ...data, message: undefined }, directory) ?? 'No audio chosen yet';
    return times > 1 ? `${what}, ${times} times` : what;
  },
  Fields: PlayFields,
};

function PlayFields(fields: FieldsProps) {
  return (
    <>
      <PromptField {...fields} label="What the caller hears" only={['audio', 'url']} />
      <CountField {...fields} field="loop" label="How many times" least={1} most={100} otherwise={1} />
    </>
  );
}
