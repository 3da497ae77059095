import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { DropPlayer } from '../voicemail-drops/drop-player.tsx';
import { AddPromptDialog } from './add-prompt-dialog.tsx';
import type { FieldsProps } from './faces/face.ts';
import { ChoiceField, LineField, useSetData } from './fields.tsx';
import { textIn } from './node-data.ts';
import { promptListQuery } from './prompt-queries.ts';

/** Audio of the library; a new one can be recorded or uploaded on the spot. */
export function LibraryField(fields: FieldsProps) {
  const [adding, setAdding] = useState(false);
  const set = useSetData(fields.nodeId);
  const prompts = useQuery(promptListQuery);
  const items = prompts.data?.items ?? [];
  const chosen = items.find(({ id }) => id === textIn(fields.data, 'media_id'));
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      {prompts.isError ? (
        <p role="alert" className="text-[13px] text-danger-text">
          {sentenceOf(prompts.error)}
        </p>
      ) : (
        <ChoiceField
          {...fields}
          field="media_id"
          label="Audio"
          hint={prompts.isSuccess && items.length === 0 ? 'There is none yet: record or upload it.' : undefined}
          choices={
            prompts.isPending
              ? [{ value: textIn(fields.data, 'media_id'), label: 'Loading…' }].filter(({ value }) => value !== '')
              : items.map(({ id, name }) => ({ value: id, label: name }))
          }
        />
      )}
      {chosen ? <DropPlayer drop={chosen} url={chosen.audio_url} /> : null}
      <Button size="small" className="justify-self-start" onClick={() => setAdding(true)}>
        <Plus size={14} aria-hidden /> Record or upload…
      </Button>
      {adding ? (
        <AddPromptDialog onClose={() => setAdding(false)} onAdded={(prompt) => set({ media_id: prompt.id })} />
      ) : null}
    </div>
  );
}

export function AudioAddressField(fields: FieldsProps) {
  return (
    <LineField
      {...fields}
      field="audio_url"
      label="Address of the audio"
      placeholder="https://"
      hint="The carrier fetches it at each call; MP3 or WAV."
      most={2000}
      mono
    />
  );
}
