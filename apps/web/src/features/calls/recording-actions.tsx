import {
  type CallDetail,
  type CallRecording,
  changeRecording,
  deleteRecording,
  linkRecording,
} from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { useMay } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { AbsoluteTime } from '../../ui/time.tsx';
import { sayDone, sayFailed } from '../../ui/toasts.tsx';
import { focusHeading } from './focus-heading.ts';
import { callKeys } from './queries.ts';

interface OfRecording {
  call: CallDetail;
  recording: CallRecording;
}

/** Name, description, a link for somebody without an account, deletion; and until when it is kept. */
export function RecordingActions({ call, recording }: OfRecording) {
  const mayWrite = useMay('agent');
  const [naming, setNaming] = useState(false);
  const { name, description, delete_after } = recording;
  return (
    <div className="grid gap-2 border-t pt-3">
      {name || description ? (
        <p className="break-words">
          {name ? <span className="font-medium">{name}</span> : null}
          {description ? <span className="block whitespace-pre-line text-muted">{description}</span> : null}
        </p>
      ) : null}
      <div className="flex flex-wrap items-center gap-2">
        {mayWrite ? (
          <Button size="small" onClick={() => setNaming(true)}>
            {name || description ? 'Rename…' : 'Name or describe…'}
          </Button>
        ) : null}
        {recording.status === 'ready' ? <ShareLink call={call} recording={recording} /> : null}
        <DeleteRecording call={call} recording={recording} />
        {delete_after ? (
          <span className="text-xs text-muted sm:ml-auto">
            Deleted by itself on <AbsoluteTime at={delete_after} precision="full" />
          </span>
        ) : null}
      </div>
      {naming ? <NameDialog call={call} recording={recording} onClose={() => setNaming(false)} /> : null}
    </div>
  );
}

function NameDialog({ call, recording, onClose }: OfRecording & { onClose: () => void }) {
  const [name, setName] = useState(recording.name ?? '');
  const [description, setDescription] = useState(recording.description ?? '');
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: () =>
      api(changeRecording, {
        params: { call_id: call.id },
        query: { recording_id: recording.id },
        body: { name: name.trim() || null, description: description.trim() || null },
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [...callKeys.details, call.id] });
      onClose();
    },
  });
  return (
    <Dialog title="Name the recording" onClose={onClose}>
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <TextField label="Name" maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
        <TextArea
          label="Description"
          rows={4}
          maxLength={2000}
          value={description}
          error={save.error ? sentenceOf(save.error) : undefined}
          onChange={(event) => setDescription(event.target.value)}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={save.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function ShareLink({ call, recording }: OfRecording) {
  const link = useMutation({
    mutationFn: () => api(linkRecording, { params: { call_id: call.id }, query: { recording_id: recording.id } }),
    onError: sayFailed,
  });
  if (link.data)
    return (
      <span className="flex flex-wrap items-center gap-2 text-[13px]">
        <CopyButton text={new URL(link.data.url, location.origin).href} label="Copy link" />
        <span className="text-muted">
          For anybody who has it, until <AbsoluteTime at={link.data.expires_at} precision="time" />
        </span>
      </span>
    );
  return (
    <Button size="small" disabled={link.isPending} onClick={() => link.mutate()}>
      Link for 5 minutes
    </Button>
  );
}

function DeleteRecording({ call, recording }: OfRecording) {
  const mayDelete = useMay('manager');
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => api(deleteRecording, { params: { call_id: call.id }, query: { recording_id: recording.id } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['calls'] });
      focusHeading();
      sayDone('The recording was deleted.');
    },
    onError: sayFailed,
  });
  if (!mayDelete) return null;
  return (
    <ConfirmButton
      size="small"
      disabled={remove.isPending}
      question="Delete this recording?"
      consequence="It is deleted here and at the carrier, for good. The call, its notes and its timeline stay."
      action="Delete recording"
      onConfirm={() => remove.mutate()}
    >
      Delete recording
    </ConfirmButton>
  );
}
