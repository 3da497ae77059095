import { Volume2 } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import type { FieldsProps } from './faces/face.ts';
import { ChoiceField } from './fields.tsx';
import { textIn } from './node-data.ts';
import { languageOf, voices } from './voices.ts';

/** Who speaks, and how it sounds about: the browser's own voice reads it. */
export function VoiceChoice(fields: FieldsProps) {
  const text = textIn(fields.data, 'message');
  const mayListen = typeof speechSynthesis !== 'undefined';
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1">
      <ChoiceField {...fields} field="voice" label="Voice" choices={voices} none="The carrier's own, English (US)" />
      {mayListen ? (
        <div className="flex flex-wrap items-center gap-x-2">
          <Button
            look="ghost"
            size="small"
            disabled={text === ''}
            onClick={() => listen(text, languageOf(textIn(fields.data, 'voice')))}
          >
            <Volume2 size={14} aria-hidden /> Listen
          </Button>
          <span className="text-xs text-muted">in a voice of this browser; the carrier's differs</span>
        </div>
      ) : null}
    </div>
  );
}

function listen(text: string, language: string): void {
  const said = new SpeechSynthesisUtterance(text.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, '$1'));
  said.lang = language;
  speechSynthesis.cancel();
  speechSynthesis.speak(said);
}
