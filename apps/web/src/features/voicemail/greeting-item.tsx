import {
  changeGreeting,
  deleteGreeting,
  makeGreetingDefault,
  type VoicemailBox,
  type VoicemailGreeting,
} from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Pencil, Star, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { clockDuration } from '../../app/formats.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Switch } from '../../ui/switch.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { voiceName } from '../flows/voices.ts';
import { DropPlayer } from '../voicemail-drops/drop-player.tsx';
import { EditGreetingDialog } from './edit-greeting-dialog.tsx';
import { followsWords, neverPlays, typeWords } from './greeting-words.ts';
import { voicemailKeys } from './queries.ts';
import { scheduleWords } from './schedule-words.ts';

interface GreetingItemProps {
  greeting: VoicemailGreeting;
  box: VoicemailBox;
  playsNow: boolean;
}

export function GreetingItem({ greeting, box, playsNow }: GreetingItemProps) {
  const [editing, setEditing] = useState(false);
  const changes = useGreetingChanges(greeting);
  const { name, type, schedule, audio_url: url, is_active: isActive, is_default: isDefault } = greeting;
  const warning = schedule ? undefined : neverPlays(type, box);
  return (
    <li aria-label={name} className="grid grid-cols-[minmax(0,1fr)] gap-1.5 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p className="min-w-0 font-medium break-words">{name}</p>
        <span className="flex flex-wrap items-center gap-1.5">
          <Badge>{typeWords[type]}</Badge>
          {isDefault ? <Badge tone="info">Default</Badge> : null}
          {playsNow ? <Badge tone="live">Plays now</Badge> : null}
          {isActive ? null : <Badge tone="warn">Switched off</Badge>}
        </span>
        {box.may_change ? (
          <span className="ml-auto flex flex-wrap items-center gap-1">
            {isDefault ? null : (
              <Button
                size="small"
                disabled={changes.makeDefault.isPending}
                onClick={() => changes.makeDefault.mutate()}
              >
                <Star size={14} aria-hidden /> Make default
              </Button>
            )}
            <Switch label="On" checked={isActive} onChange={(on) => changes.switchTo.mutate(on)} />
            <IconButton
              name={`Edit ${name}`}
              icon={<Pencil size={14} aria-hidden />}
              onClick={() => setEditing(true)}
            />
            <ConfirmButton
              look="ghost"
              size="icon"
              aria-label={`Delete ${name}`}
              title="Delete"
              question={`Delete ${name}?`}
              consequence={
                isDefault
                  ? 'Callers then hear another greeting, or the words of the settings.'
                  : 'It cannot be restored.'
              }
              action="Delete greeting"
              disabled={changes.remove.isPending}
              onConfirm={() => changes.remove.mutate()}
            >
              <Trash2 size={14} aria-hidden />
            </ConfirmButton>
          </span>
        ) : null}
      </div>
      {url ? (
        <DropPlayer drop={greeting} url={url} />
      ) : (
        <p className="text-[13px] break-words">“{greeting.text_to_speech}”</p>
      )}
      <p className="text-[13px] text-muted">
        {url ? 'Audio' : `Spoken by ${greeting.voice === null ? 'the carrier' : voiceName(greeting.voice)}, about`}{' '}
        <span className="tabular">{clockDuration(Math.ceil(greeting.duration_seconds))}</span> ·{' '}
        {schedule ? scheduleWords(schedule) : followsWords(type)}
      </p>
      {warning ? <p className="text-[13px] text-muted">{warning}</p> : null}
      {changes.error ? (
        <p role="alert" className="text-[13px] text-danger-text">
          {sentenceOf(changes.error)}
        </p>
      ) : null}
      {editing ? <EditGreetingDialog greeting={greeting} box={box} onClose={() => setEditing(false)} /> : null}
    </li>
  );
}

function useGreetingChanges({ id, name }: VoicemailGreeting) {
  const client = useQueryClient();
  const params = { greeting_id: id };
  const renew = () => client.invalidateQueries({ queryKey: voicemailKeys.greetings });
  const makeDefault = useMutation({
    mutationFn: () => api(makeGreetingDefault, { params, body: { is_default: true } }),
    onSuccess: renew,
  });
  const switchTo = useMutation({
    mutationFn: (on: boolean) => api(changeGreeting, { params, body: { is_active: on } }),
    onSuccess: renew,
  });
  const remove = useMutation({
    mutationFn: () => api(deleteGreeting, { params }),
    onSuccess: async () => {
      sayDone(`${name} was deleted.`);
      await renew();
    },
  });
  return { makeDefault, switchTo, remove, error: makeDefault.error ?? switchTo.error ?? remove.error };
}
