import { useState } from 'react';
import { sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { nameOf } from './audio-file.ts';
import { AudioFileField } from './audio-file-field.tsx';
import { type DropSource, emptyWish, useAddDrop } from './use-add-drop.ts';
import { VoiceField } from './voice-field.tsx';

/** Adds a drop: from a file, from text that is spoken, or from audio at an address. */
export function AddDropDialog({ file, onClose }: { file: File | undefined; onClose: () => void }) {
  const [wish, setWish] = useState({ ...emptyWish, file, name: file ? nameOf(file.name) : '' });
  const [problem, setProblem] = useState<string>();
  const { add, progress, cancel } = useAddDrop({ onAdded: onClose });
  const change = (part: Partial<typeof wish>) => {
    setWish({ ...wish, ...part });
    setProblem(undefined);
    if (!add.isPending) add.reset();
  };
  const failure = problem ?? (add.error ? sentenceOf(add.error) : undefined);
  const isOfName = failure?.startsWith('name:');
  const content = isOfName ? undefined : failure;
  const close = () => {
    cancel();
    onClose();
  };
  return (
    <Dialog onClose={close} title="New voicemail drop" description="Left when an answering machine picks up.">
      <form
        className="grid grid-cols-[minmax(0,1fr)] gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (add.isPending) return;
          if (wish.source === 'file' && !wish.file) return setProblem('Choose a file first.');
          add.mutate(wish);
        }}
      >
        <TextField
          label="Name"
          required
          maxLength={255}
          value={wish.name}
          error={isOfName ? failure : undefined}
          onChange={(event) => change({ name: event.target.value })}
        />
        <Tabs<DropSource>
          label="Where it comes from"
          selected={wish.source}
          onSelect={(source) => change({ source })}
          tabs={[
            {
              name: 'file',
              title: 'Audio file',
              content: (
                <AudioFileField
                  file={wish.file}
                  error={content}
                  onChoose={(chosen) => change({ file: chosen, name: wish.name || nameOf(chosen.name) })}
                />
              ),
            },
            {
              name: 'text',
              title: 'Text to speech',
              content: (
                <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
                  <TextArea
                    label="Text"
                    required
                    rows={5}
                    maxLength={3000}
                    value={wish.text}
                    error={content}
                    onChange={(event) => change({ text: event.target.value })}
                  />
                  <VoiceField value={wish.voice} onChange={(voice) => change({ voice })} />
                </div>
              ),
            },
            {
              name: 'url',
              title: 'Address',
              content: (
                <TextField
                  label="Address of the audio"
                  type="url"
                  required
                  placeholder="https://"
                  hint="It is fetched once and kept here."
                  value={wish.url}
                  error={content}
                  onChange={(event) => change({ url: event.target.value })}
                />
              ),
            },
          ]}
        />
        {add.isPending ? <Progress source={wish.source} share={progress} /> : null}
        <Button type="submit" look="primary" aria-disabled={add.isPending}>
          {add.isPending ? 'Adding…' : 'Add voicemail drop'}
        </Button>
      </form>
    </Dialog>
  );
}

function Progress({ source, share }: { source: DropSource; share: number }) {
  if (source !== 'file')
    return (
      <p role="status" className="text-[13px] text-muted">
        {source === 'url' ? 'Fetching the audio…' : 'Adding…'}
      </p>
    );
  const percent = Math.round(share * 100);
  const words = share < 1 ? `Uploading, ${percent} %` : 'Reading the audio…';
  return (
    <div className="grid gap-1">
      <progress aria-label="Upload" value={percent} max={100} className="h-2 w-full accent-[var(--accent)]" />
      <p role="status" className="text-[13px] text-muted">
        {words}
      </p>
    </div>
  );
}
