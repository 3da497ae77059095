import { MessageSquareText } from 'lucide-react';
import { PromptField } from '../prompt-field.tsx';
import { promptSummary } from '../prompt-words.ts';
import type { Face, FieldsProps } from './face.ts';

export const say: Face = {
  icon: MessageSquareText,
  tone: 'st-neutral',
  summary: (data, directory) => promptSummary(data, directory) ?? 'Nothing to say yet',
  Fields: SayFields,
};

function SayFields(fields: FieldsProps) {
  return <PromptField {...fields} label="What the caller hears" only={['text']} />;
}
