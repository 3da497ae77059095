import type { FlowPrompt } from '@offhook/contract';
import { useState } from 'react';
import { sentenceOf } from '../../app/failures.ts';
import { AudioRecorder } from '../../ui/audio-recorder.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { fileProblem, nameOf } from '../voicemail-drops/audio-file.ts';
import { AudioFileField } from '../voicemail-drops/audio-file-field.tsx';
import { useAddPrompt } from './prompt-queries.ts';

type Source = 'record' | 'file';

const longestSeconds = 300;

/** Adds audio that flows play: recorded here, or from a file. */
export function AddPromptDialog(props: { onClose: () => void; onAdded: (prompt: FlowPrompt) => void }) {
  const { onClose, onAdded } = props;
  const [name, setName] = useState('');
  const [source, setSource] = useState<Source>('record');
  const [recorded, setRecorded] = useState<Blob>();
  const [file, setFile] = useState<File>();
  const [problem, setProblem] = useState<string>();
  const { add, progress, cancel } = useAddPrompt((prompt) => {
    onClose();
    onAdded(prompt);
  });
  const failure = problem ?? (add.error ? sentenceOf(add.error) : undefined);
  const forget = () => {
    setProblem(undefined);
    if (!add.isPending) add.reset();
  };
  const submit = () => {
    if (add.isPending) return;
    const sound = source === 'record' ? recorded : file;
    const found = sound ? file && source === 'file' && fileProblem(file) : missing[source];
    setProblem(found || undefined);
    if (sound && !found) add.mutate({ name, file: sound });
  };
  return (
    <Dialog
      title="New prompt"
      description="Audio that flows play: a greeting, a menu, music."
      onClose={() => {
        cancel();
        onClose();
      }}
    >
      <form
        className="grid grid-cols-[minmax(0,1fr)] gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextField
          label="Name"
          required
          maxLength={120}
          value={name}
          onChange={(event) => {
            setName(event.target.value);
            forget();
          }}
        />
        <Tabs<Source>
          label="Where it comes from"
          selected={source}
          onSelect={(chosen) => {
            setSource(chosen);
            forget();
          }}
          tabs={[
            {
              name: 'record',
              title: 'Record',
              content: <AudioRecorder maxSeconds={longestSeconds} onRecorded={setRecorded} />,
            },
            {
              name: 'file',
              title: 'Audio file',
              content: (
                <AudioFileField
                  file={file}
                  error={undefined}
                  onChoose={(chosen) => {
                    setFile(chosen);
                    if (name === '') setName(nameOf(chosen.name).slice(0, 120));
                    forget();
                  }}
                />
              ),
            },
          ]}
        />
        {failure ? (
          <p role="alert" className="text-[13px] text-danger-text">
            {failure}
          </p>
        ) : null}
        {add.isPending ? (
          <p role="status" className="text-[13px] text-muted">
            {progress < 1 ? `Uploading, ${Math.round(progress * 100)} %` : 'Reading the audio…'}
          </p>
        ) : null}
        <Button type="submit" look="primary" aria-disabled={add.isPending}>
          {add.isPending ? 'Adding…' : 'Add prompt'}
        </Button>
      </form>
    </Dialog>
  );
}

const missing: Record<Source, string> = { record: 'Record something first.', file: 'Choose a file first.' };
