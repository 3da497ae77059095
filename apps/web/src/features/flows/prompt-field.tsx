import { useState } from 'react';
import { AudioAddressField, LibraryField } from './audio-fields.tsx';
import type { FieldsProps } from './faces/face.ts';
import { FieldPlace, useSetData, WordsField } from './fields.tsx';
import { type PromptSource, promptSource } from './prompt-words.ts';
import { VoiceChoice } from './voice-choice.tsx';

const sources: readonly { name: PromptSource; label: string }[] = [
  { name: 'text', label: 'Speak text' },
  { name: 'audio', label: 'Play audio' },
  { name: 'url', label: 'Play an address' },
];

// Audio goes before text, so the text can stay for whoever changes their mind.
const others: Record<PromptSource, readonly string[]> = {
  text: ['media_id', 'audio_url'],
  audio: ['audio_url'],
  url: ['media_id'],
};

/** What is heard: text that is spoken, audio of the library (uploaded or recorded), or audio at an address. */
export function PromptField(props: FieldsProps & { label: string; only?: readonly PromptSource[]; most?: number }) {
  const { label, only = ['text', 'audio', 'url'], most = 3000, ...fields } = props;
  const { data, nodeId } = fields;
  const set = useSetData(nodeId);
  const [picked, setPicked] = useState<PromptSource>();
  const inData = promptSource(data);
  const source = picked ?? (only.includes(inData) ? inData : (only[0] ?? 'text'));
  const offered = sources.filter(({ name }) => only.includes(name));
  const choose = (name: PromptSource) => {
    setPicked(name);
    if (others[name].some((field) => data[field] !== undefined))
      set(Object.fromEntries(others[name].map((field) => [field, undefined])));
  };
  return (
    <fieldset className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-2">
      <legend className="pb-1 text-[13px] font-medium">{label}</legend>
      {offered.length > 1 ? <SourceChoice {...{ label, offered, source, choose }} nodeId={nodeId} /> : null}
      {source === 'text' ? (
        <>
          <WordsField {...fields} field="message" label="Text" rows={4} most={most} />
          <FieldPlace field="voice">
            <VoiceChoice {...fields} />
          </FieldPlace>
        </>
      ) : null}
      {source === 'audio' ? <LibraryField {...fields} /> : null}
      {source === 'url' ? <AudioAddressField {...fields} /> : null}
    </fieldset>
  );
}

function SourceChoice(props: {
  label: string;
  nodeId: string;
  offered: readonly { name: PromptSource; label: string }[];
  source: PromptSource;
  choose: (name: PromptSource) => void;
}) {
  return (
    <div role="radiogroup" aria-label={`${props.label}: how`} className="flex flex-wrap gap-x-4">
      {props.offered.map(({ name, label }) => (
        <label key={name} className="inline-flex min-h-8 cursor-pointer items-center gap-1.5">
          <input
            type="radio"
            name={`${props.nodeId} ${props.label}`}
            checked={props.source === name}
            onChange={() => props.choose(name)}
            className="size-4 accent-[var(--accent)]"
          />
          {label}
        </label>
      ))}
    </div>
  );
}
