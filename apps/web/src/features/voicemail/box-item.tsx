import { changeBox, deleteBox, type VoicemailBox } from '@offhook/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Pencil, Star, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { spokenDuration } from '../../app/formats.ts';
import { useMay } from '../../app/session.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { hoursListQuery } from '../hours/queries.ts';
import { useOwners } from './box-owners.ts';
import { voicemailKeys } from './queries.ts';

const link = 'inline-flex min-h-6 items-center text-accent-text underline underline-offset-2';

export function BoxItem({ box, onEdit }: { box: VoicemailBox; onEdit: () => void }) {
  const changes = useBoxChanges(box);
  const mayManage = useMay('manager');
  const { id, name, is_default: isDefault, unread_count: unread } = box;
  return (
    <li aria-label={name} className="grid grid-cols-[minmax(0,1fr)] gap-1 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p className="min-w-0 font-medium break-words">{name}</p>
        <span className="flex flex-wrap items-center gap-1.5">
          {isDefault ? <Badge tone="info">Default</Badge> : null}
          {box.is_full ? <Badge tone="danger">Full</Badge> : null}
        </span>
        {box.may_change ? (
          <span className="ml-auto flex flex-wrap items-center gap-1">
            {mayManage && !isDefault ? (
              <Button
                size="small"
                disabled={changes.makeDefault.isPending}
                onClick={() => changes.makeDefault.mutate()}
              >
                <Star size={14} aria-hidden /> Make default
              </Button>
            ) : null}
            <IconButton name={`Edit ${name}`} icon={<Pencil size={14} aria-hidden />} onClick={onEdit} />
            {isDefault ? null : (
              <ConfirmButton
                look="ghost"
                size="icon"
                aria-label={`Delete ${name}`}
                title="Delete"
                question={`Delete the box ${name}?`}
                consequence="Its greetings go with it. A box with messages, or to which calls lead, is kept."
                action="Delete box"
                disabled={changes.remove.isPending}
                onConfirm={() => changes.remove.mutate()}
              >
                <Trash2 size={14} aria-hidden />
              </ConfirmButton>
            )}
          </span>
        ) : null}
      </div>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-0.5 text-[13px] text-muted">
        <Link to="/voicemail" search={{ box: id }} className={link}>
          {box.message_count === 1 ? '1 message' : `${box.message_count} messages`}
          {unread > 0 ? `, ${unread} unread` : ''}
        </Link>
        <Link to="/voicemail/greetings" search={{ box: id }} className={link}>
          Greetings
        </Link>
      </p>
      <Facts box={box} />
      {changes.error ? (
        <p role="alert" className="text-[13px] text-danger-text">
          {sentenceOf(changes.error)}
        </p>
      ) : null}
    </li>
  );
}

function Facts({ box }: { box: VoicemailBox }) {
  const owners = useOwners(box.owner_kind);
  const hours = useQuery(hoursListQuery).data?.items;
  const { owner_id: ownerId, hours_id: hoursId, notify_emails: emails } = box;
  const owner = owners?.find(({ id }) => id === ownerId)?.name;
  const hoursName = hours?.find(({ id }) => id === hoursId)?.name;
  const ownerWords = {
    shared: 'Shared by everybody',
    person: `Of ${owner ?? 'a person'}`,
    number: `Of the number ${owner ?? ''}`,
    group: `Of the group ${owner ?? ''}`,
  };
  return (
    <dl className="grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-0.5 text-[13px] text-muted sm:grid-cols-2 xl:grid-cols-4">
      <Fact name="Owner">{ownerWords[box.owner_kind]}</Fact>
      <Fact name="Opening hours">{hoursId ? (hoursName ?? 'Chosen') : 'Follows none'}</Fact>
      <Fact name="Limits">
        {spokenDuration(box.max_message_seconds)} each, {box.max_messages} messages
      </Fact>
      <Fact name="E-mail notices">
        {emails.length > 0 ? emails.join(', ') : 'To nobody'}
        {emails.length > 0 && !box.mail.configured ? `. ${box.mail.note}` : ''}
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="inline">{name}: </dt>
      <dd className="inline break-words text-fg">{children}</dd>
    </div>
  );
}

function useBoxChanges({ id, name }: VoicemailBox) {
  const client = useQueryClient();
  const params = { box_id: id };
  const renew = () => client.invalidateQueries({ queryKey: voicemailKeys.all });
  const makeDefault = useMutation({
    mutationFn: () => api(changeBox, { params, body: { is_default: true } }),
    onSuccess: renew,
  });
  const remove = useMutation({
    mutationFn: () => api(deleteBox, { params }),
    onSuccess: async () => {
      sayDone(`The box ${name} was deleted.`);
      await renew();
    },
  });
  return { makeDefault, remove, error: makeDefault.error ?? remove.error };
}
