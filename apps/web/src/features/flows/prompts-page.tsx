import { changePrompt, type FlowPrompt } from '@offhook/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Pencil, Plus, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { clockDuration } from '../../app/formats.ts';
import { Page } from '../../app/page.tsx';
import { useMay } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { EmptyState, FailedState, Skeleton } from '../../ui/states.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { silence } from '../calls/now-playing.ts';
import { DropPlayer } from '../voicemail-drops/drop-player.tsx';
import { AddPromptDialog } from './add-prompt-dialog.tsx';
import { promptKeys, promptListQuery, useDeletePrompt } from './prompt-queries.ts';

/** Audio that flows play. */
export function PromptsPage() {
  const mayWrite = useMay('manager');
  const [adding, setAdding] = useState(false);
  useEffect(() => silence, []);
  const create = mayWrite ? (
    <Button look="primary" onClick={() => setAdding(true)}>
      <Plus size={16} aria-hidden /> New prompt
    </Button>
  ) : null;
  return (
    <Page title="Prompts" actions={create}>
      <Prompts mayWrite={mayWrite} />
      {adding ? (
        <AddPromptDialog onClose={() => setAdding(false)} onAdded={({ name }) => sayDone(`${name} was added.`)} />
      ) : null}
    </Page>
  );
}

function Prompts({ mayWrite }: { mayWrite: boolean }) {
  const prompts = useQuery(promptListQuery);
  if (prompts.isPending) return <Skeleton rows={4} rowHeight={92} label="Loading prompts" />;
  if (!prompts.data) return <FailedState what="Prompts" error={prompts.error} onRetry={() => void prompts.refetch()} />;
  if (prompts.data.items.length === 0)
    return (
      <EmptyState title="No prompts yet">
        Audio that call flows play instead of speaking text: recorded here, or from a file.
        {mayWrite ? null : ' Adding one needs the role manager or more.'}
      </EmptyState>
    );
  return (
    <ul aria-label="Prompts" className="card divide-y">
      {prompts.data.items.map((prompt) => (
        <PromptItem key={prompt.id} prompt={prompt} mayWrite={mayWrite} />
      ))}
    </ul>
  );
}

function PromptItem({ prompt, mayWrite }: { prompt: FlowPrompt; mayWrite: boolean }) {
  const { name, used_by: usedBy } = prompt;
  const [renaming, setRenaming] = useState(false);
  const remove = useDeletePrompt(prompt);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-1.5 px-4 py-2.5">
      <div className="flex min-h-9 items-center gap-3">
        <p className="min-w-0 flex-1 font-medium break-words">{name}</p>
        {mayWrite ? (
          <span className="flex">
            <IconButton
              name={`Rename ${name}`}
              icon={<Pencil size={14} aria-hidden />}
              onClick={() => setRenaming(true)}
            />
            <ConfirmButton
              look="ghost"
              size="icon"
              aria-label={`Delete ${name}`}
              title="Delete"
              question={`Delete ${name}?`}
              consequence="The audio is gone for good. A prompt that a flow plays cannot be deleted."
              action="Delete prompt"
              disabled={remove.isPending}
              onConfirm={() => remove.mutate()}
            >
              <Trash2 size={14} aria-hidden />
            </ConfirmButton>
          </span>
        ) : null}
      </div>
      <DropPlayer drop={prompt} url={prompt.audio_url} />
      <p className="text-[13px] text-muted">
        <span className="tabular">{clockDuration(Math.ceil(prompt.duration_seconds))}</span> ·{' '}
        {usedBy.length === 0 ? 'not used yet' : `played by ${usedBy.join(', ')}`} · added{' '}
        <RelativeTime at={prompt.created_at} />
      </p>
      {remove.error ? (
        <p role="alert" className="text-[13px] text-danger-text">
          {sentenceOf(remove.error)}
        </p>
      ) : null}
      {renaming ? <RenamePrompt prompt={prompt} onClose={() => setRenaming(false)} /> : null}
    </li>
  );
}

function RenamePrompt({ prompt, onClose }: { prompt: FlowPrompt; onClose: () => void }) {
  const client = useQueryClient();
  const [name, setName] = useState(prompt.name);
  const rename = useMutation({
    mutationFn: () => api(changePrompt, { params: { prompt_id: prompt.id }, body: { name: name.trim() } }),
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: promptKeys.all });
    },
  });
  return (
    <Dialog onClose={onClose} title="Rename the prompt">
      <form
        className="grid grid-cols-[minmax(0,1fr)] gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!rename.isPending) rename.mutate();
        }}
      >
        <TextField
          label="Name"
          required
          maxLength={120}
          value={name}
          error={rename.error ? sentenceOf(rename.error) : undefined}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" look="primary">
          Save
        </Button>
      </form>
    </Dialog>
  );
}
