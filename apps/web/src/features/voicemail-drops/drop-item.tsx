import { deleteVoicemailDrop, type VoicemailDrop } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { clockDuration } from '../../app/formats.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { DropPlayer } from './drop-player.tsx';
import { dropKeys } from './queries.ts';
import { RenameDrop } from './rename-drop.tsx';

export function DropItem({ drop, mayWrite }: { drop: VoicemailDrop; mayWrite: boolean }) {
  const [renaming, setRenaming] = useState(false);
  const remove = useRemoval(drop);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-1.5 px-4 py-2.5">
      <div className="flex min-h-9 items-center gap-3">
        {renaming ? (
          <RenameDrop drop={drop} onClose={() => setRenaming(false)} />
        ) : (
          <p className="min-w-0 flex-1 font-medium break-words">{drop.name}</p>
        )}
        {mayWrite && !renaming ? (
          <span className="flex">
            <IconButton
              name={`Rename ${drop.name}`}
              icon={<Pencil size={14} aria-hidden />}
              onClick={() => setRenaming(true)}
            />
            <ConfirmButton
              look="ghost"
              size="icon"
              aria-label={`Delete ${drop.name}`}
              title="Delete"
              question={`Delete ${drop.name}?`}
              consequence="No call can leave it any more. Calls that left it keep their proof."
              action="Delete voicemail drop"
              disabled={remove.isPending}
              onConfirm={() => remove.mutate()}
            >
              <Trash2 size={14} aria-hidden />
            </ConfirmButton>
          </span>
        ) : null}
      </div>
      {drop.audio_url ? <DropPlayer drop={drop} url={drop.audio_url} /> : <Spoken text={drop.text ?? ''} />}
      <p className="text-[13px] text-muted">
        {drop.kind === 'speech' ? `Text, spoken by ${drop.voice ?? 'the carrier'}` : 'Audio'} ·{' '}
        <span className="tabular">
          {drop.kind === 'speech' ? 'about ' : ''}
          {clockDuration(Math.ceil(drop.duration_seconds))}
        </span>{' '}
        · {usedInWords(drop)} · added <RelativeTime at={drop.created_at} />
      </p>
      {remove.error ? (
        <p role="alert" className="text-[13px] text-danger-text">
          {sentenceOf(remove.error)}
        </p>
      ) : null}
    </li>
  );
}

function Spoken({ text }: { text: string }) {
  return <p className="line-clamp-2 text-[13px] break-words">“{text}”</p>;
}

function usedInWords({ in_use, used_by_calls: used }: VoicemailDrop): string {
  if (in_use > 0) return in_use === 1 ? '1 call under way may leave it' : `${in_use} calls under way may leave it`;
  if (used === 0) return 'not used yet';
  return used === 1 ? 'used by 1 call' : `used by ${used >= 10_000 ? '10,000 or more' : used} calls`;
}

function useRemoval(drop: VoicemailDrop) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api(deleteVoicemailDrop, { params: { drop_id: drop.id } }),
    onSuccess: async () => {
      sayDone(`${drop.name} was deleted.`);
      await client.invalidateQueries({ queryKey: dropKeys.all });
    },
  });
}
