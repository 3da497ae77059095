import { changeGreeting, type VoicemailBox, type VoicemailGreeting } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { type GreetingFrame, NameAndType, Timing } from './greeting-timing.tsx';
import { voicemailKeys } from './queries.ts';
import { draftOf, readSchedule } from './schedule-draft.ts';
import { SpeechFields } from './speech-fields.tsx';

interface EditGreetingProps {
  greeting: VoicemailGreeting;
  box: VoicemailBox;
  onClose: () => void;
}

/** Changes a greeting, all but audio: another sound is another greeting. */
export function EditGreetingDialog({ greeting, box, onClose }: EditGreetingProps) {
  const { name, type, schedule, text_to_speech: spoken } = greeting;
  const [frame, setFrame] = useState<GreetingFrame>({ name, type, schedule: schedule ? draftOf(schedule) : undefined });
  const [speech, setSpeech] = useState({ text: spoken ?? '', voice: greeting.voice ?? '' });
  const [tried, setTried] = useState(false);
  const read = frame.schedule && readSchedule(frame.schedule);
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: () =>
      api(changeGreeting, {
        params: { greeting_id: greeting.id },
        body: {
          name: frame.name,
          type: frame.type,
          schedule: read && !read.problems ? read.schedule : null,
          ...(spoken !== null && { text_to_speech: speech.text, ...(speech.voice && { voice: speech.voice }) }),
        },
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: voicemailKeys.greetings });
      onClose();
    },
  });
  const failure = save.error ? sentenceOf(save.error) : undefined;
  const isOfName = failure?.startsWith('name:');
  return (
    <Dialog onClose={onClose} title={`Edit ${name}`} className="w-[min(560px,calc(100vw-24px))]">
      <form
        className="grid grid-cols-[minmax(0,1fr)] gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!read?.problems) save.mutate();
        }}
      >
        <NameAndType
          frame={frame}
          nameError={isOfName ? failure : undefined}
          onChange={(part) => setFrame({ ...frame, ...part })}
        />
        {spoken === null ? (
          <p className="text-[13px] text-muted">To change what is heard, make another greeting and delete this one.</p>
        ) : (
          <SpeechFields {...speech} error={undefined} onChange={(part) => setSpeech({ ...speech, ...part })} />
        )}
        <Timing
          frame={frame}
          box={box}
          problems={tried ? read?.problems : undefined}
          onChange={(part) => setFrame({ ...frame, ...part })}
        />
        {failure && !isOfName ? (
          <p role="alert" className="text-[13px] text-danger-text">
            {failure}
          </p>
        ) : null}
        <Button type="submit" look="primary" disabled={save.isPending}>
          Save
        </Button>
      </form>
    </Dialog>
  );
}
