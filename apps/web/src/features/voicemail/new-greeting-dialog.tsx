import { createGreeting, makeClient, makeGreetingDefault, type VoicemailBox } from '@offhook/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api, inSession } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { AudioRecorder } from '../../ui/audio-recorder.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Switch } from '../../ui/switch.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { nameOf } from '../voicemail-drops/audio-file.ts';
import { AudioFileField } from '../voicemail-drops/audio-file-field.tsx';
import { sendWithProgress } from '../voicemail-drops/send-with-progress.ts';
import { type GreetingFrame, NameAndType, Timing } from './greeting-timing.tsx';
import { greetingsQuery, voicemailKeys } from './queries.ts';
import { readSchedule } from './schedule-draft.ts';
import { SpeechFields } from './speech-fields.tsx';

type Source = 'record' | 'file' | 'text';

interface Wish extends GreetingFrame {
  source: Source;
  recording: Blob | undefined;
  file: File | undefined;
  text: string;
  voice: string;
  /** Undefined: as nobody has said otherwise. */
  isDefault: boolean | undefined;
}

const emptyWish: Wish = {
  name: '',
  type: 'business',
  schedule: undefined,
  source: 'record',
  recording: undefined,
  file: undefined,
  text: '',
  // The one that the API takes for text that names none.
  voice: 'Polly.Joanna',
  isDefault: undefined,
};

const mostSeconds = 300;

/** Adds a greeting: recorded here, from a file, or from text that is spoken. */
export function NewGreetingDialog({ box, onClose }: { box: VoicemailBox; onClose: () => void }) {
  const [wish, setWish] = useState(emptyWish);
  const [problem, setProblem] = useState<string>();
  const before = useQuery(greetingsQuery(box.id)).data?.find(({ is_default: isDefault }) => isDefault);
  const isDefault = wish.isDefault ?? (!before && isForAnyTime(wish));
  const { add, progress, cancel } = useAddGreeting(box, onClose);
  const read = wish.schedule && readSchedule(wish.schedule);
  const [tried, setTried] = useState(false);
  const change = (part: Partial<Wish>) => {
    setWish((before) => ({ ...before, ...part }));
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
    <Dialog
      onClose={close}
      title="New greeting"
      description={`For the box ${box.name}.`}
      className="w-[min(560px,calc(100vw-24px))]"
    >
      <form
        className="grid grid-cols-[minmax(0,1fr)] gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (add.isPending) return;
          setTried(true);
          const missing = missingIn(wish);
          if (missing || read?.problems) return setProblem(missing);
          add.mutate({ ...wish, isDefault, takesOver: isDefault && before !== undefined });
        }}
      >
        <NameAndType frame={wish} nameError={isOfName ? failure : undefined} onChange={change} />
        <Tabs<Source>
          label="Where the sound comes from"
          selected={wish.source}
          onSelect={(source) => change({ source })}
          tabs={[
            {
              name: 'record',
              title: 'Record',
              content: (
                <div className="grid gap-2">
                  <AudioRecorder maxSeconds={mostSeconds} onRecorded={(recording) => change({ recording })} />
                  <Failure sentence={content} />
                </div>
              ),
            },
            {
              name: 'file',
              title: 'Audio file',
              content: (
                <AudioFileField
                  file={wish.file}
                  most="5 minutes"
                  error={content}
                  onChoose={(file) => change({ file, name: wish.name || nameOf(file.name).slice(0, 80) })}
                />
              ),
            },
            {
              name: 'text',
              title: 'Text to speech',
              content: <SpeechFields text={wish.text} voice={wish.voice} error={content} onChange={change} />,
            },
          ]}
        />
        <Timing frame={wish} box={box} problems={tried ? read?.problems : undefined} onChange={change} />
        <div className="grid gap-1">
          <Switch label="Default of this box" checked={isDefault} onChange={(on) => change({ isDefault: on })} />
          <p className="text-[13px] text-muted">{defaultWords(isDefault, before?.name)}</p>
        </div>
        <p role="status" className="text-[13px] text-muted empty:hidden">
          {add.isPending && wish.source !== 'text' ? sendingWords(progress) : ''}
        </p>
        <Button type="submit" look="primary" aria-disabled={add.isPending}>
          {add.isPending ? 'Adding…' : 'Add greeting'}
        </Button>
      </form>
    </Dialog>
  );
}

function Failure({ sentence }: { sentence: string | undefined }) {
  return sentence ? (
    <p role="alert" className="text-[13px] text-danger-text">
      {sentence}
    </p>
  ) : null;
}

/** The first of these becomes the default of its box. */
function isForAnyTime({ type, schedule }: Wish): boolean {
  return (type === 'personal' || type === 'business') && schedule === undefined;
}

function defaultWords(isDefault: boolean, before: string | undefined): string {
  if (isDefault && before !== undefined) return `It takes over from “${before}”, which is the default now.`;
  if (isDefault) return 'Callers hear it whenever no other greeting plays.';
  return before === undefined
    ? 'This box has no default: callers hear the words of the settings while no greeting plays.'
    : `“${before}” stays the default.`;
}

function missingIn({ source, recording, file }: Wish): string | undefined {
  if (source === 'record' && !recording) return 'Record something first, or choose another source.';
  return source === 'file' && !file ? 'Choose a file first.' : undefined;
}

function sendingWords(share: number): string {
  return share < 1 ? `Uploading, ${Math.round(share * 100)} %` : 'Reading the audio…';
}

function useAddGreeting(box: VoicemailBox, onAdded: () => void) {
  const client = useQueryClient();
  const [progress, setProgress] = useState(0);
  const sending = useRef<AbortController>(undefined);
  const add = useMutation({
    mutationFn: async (wish: Wish & { takesOver: boolean }) => {
      const { name, type, schedule, source, recording, file, text, voice, isDefault, takesOver } = wish;
      setProgress(0);
      sending.current = new AbortController();
      const post = makeClient({ baseUrl: '', fetch: inSession(sendWithProgress(setProgress)) });
      const read = schedule && readSchedule(schedule);
      const frame = {
        ...{ box_id: box.id, name, type },
        ...(read && !read.problems && { schedule: read.schedule }),
        is_default: isDefault && !takesOver,
      };
      const sound = source === 'record' ? recording : file;
      const { signal } = sending.current;
      const greeting =
        source === 'text'
          ? await post(createGreeting, { body: { ...frame, text_to_speech: text, voice }, signal })
          : await post(createGreeting, { body: frame, signal, ...(sound && { file: sound }) });
      if (!takesOver) return `${name} was added.`;
      return api(makeGreetingDefault, { params: { greeting_id: greeting.id }, body: { is_default: true } }).then(
        () => `${name} was added and is the default now.`,
        () => `${name} was added. It is not the default yet: make it so in the list.`,
      );
    },
    onSuccess: async (done) => {
      sayDone(done);
      onAdded();
      await client.invalidateQueries({ queryKey: voicemailKeys.greetings });
    },
  });
  return { add, progress, cancel: () => sending.current?.abort() };
}
