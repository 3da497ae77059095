import { Volume2 } from 'lucide-react';
import { useEffect } from 'react';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextArea } from '../../ui/field.tsx';
import { languageOf, voices } from '../flows/voices.ts';

interface SpeechFieldsProps {
  text: string;
  voice: string;
  error: string | undefined;
  onChange: (part: { text?: string; voice?: string }) => void;
}

/** Text that is spoken, by whom, and how it sounds about. */
export function SpeechFields({ text, voice, error, onChange }: SpeechFieldsProps) {
  const mayListen = typeof speechSynthesis !== 'undefined';
  useEffect(() => (mayListen ? () => speechSynthesis.cancel() : undefined), [mayListen]);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <TextArea
        label="What is said"
        required
        rows={4}
        maxLength={3000}
        value={text}
        error={error}
        onChange={(event) => onChange({ text: event.target.value })}
      />
      <SelectField label="Voice" value={voice} onChange={(event) => onChange({ voice: event.target.value })}>
        {voices.some(({ value }) => value === voice) ? null : <option value={voice}>{voice}</option>}
        {voices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </SelectField>
      {mayListen ? (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Button size="small" disabled={text.trim() === ''} onClick={() => listen(text, languageOf(voice))}>
            <Volume2 size={14} aria-hidden /> Listen
          </Button>
          <span className="text-xs text-muted">In a voice of this browser; the carrier's sounds different.</span>
        </div>
      ) : null}
    </div>
  );
}

function listen(text: string, language: string): void {
  const said = new SpeechSynthesisUtterance(text);
  said.lang = language;
  speechSynthesis.cancel();
  speechSynthesis.speak(said);
}
