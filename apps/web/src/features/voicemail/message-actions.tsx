import type { VoicemailMessageDetail } from '@offhook/contract';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import {
  Archive,
  Download,
  Inbox as InboxIcon,
  Mail,
  MailOpen,
  Phone,
  RotateCcw,
  Trash2,
  UserPlus,
} from 'lucide-react';
import { useState } from 'react';
import { useMay } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/field.tsx';
import { Menu } from '../../ui/menu.tsx';
import { peopleQuery } from '../people/queries.ts';
import { audioUrl } from './audio-url.ts';
import { canCallBack } from './caller.ts';
import { CallerDialog } from './caller-dialog.tsx';
import { ShareMessage } from './share-message.tsx';
import type { Inbox } from './use-inbox.ts';

interface OfMessage {
  message: VoicemailMessageDetail;
  inbox: Inbox;
}

/** What can be done with a message. */
export function MessageActions({ message, inbox }: OfMessage) {
  const mayWrite = useMay('agent');
  const navigate = useNavigate();
  const [naming, setNaming] = useState(false);
  const { changes } = inbox;
  const callable = canCallBack(message.from_number);
  if (message.is_deleted)
    return mayWrite ? (
      <Button className="justify-self-start" onClick={() => void changes.restore(message)}>
        <RotateCcw size={14} aria-hidden /> Restore message
      </Button>
    ) : null;
  const ready = message.audio_status === 'ready';
  return (
    <div className="grid gap-3 border-t pt-3">
      <div className="flex flex-wrap items-center gap-2">
        <Button
          look="call"
          disabled={!mayWrite || !callable}
          title={callable ? undefined : 'The caller withheld the number'}
          onClick={() => void navigate({ to: '/', search: { to: message.from_number }, hash: 'dialer' })}
        >
          <Phone size={14} aria-hidden /> Call back
        </Button>
        {mayWrite && callable ? (
          <Button onClick={() => setNaming(true)}>
            <UserPlus size={14} aria-hidden /> {message.contact ? 'Change contact…' : 'Add to contacts…'}
          </Button>
        ) : null}
        {ready ? <DownloadMenu id={message.id} /> : null}
        {ready && mayWrite ? <ShareMessage voicemailId={message.id} /> : null}
      </div>
      {mayWrite ? (
        <div className="flex flex-wrap items-end gap-2">
          <Assignment message={message} inbox={inbox} />
          <Button onClick={() => void changes.read(message, !message.is_read)}>
            {message.is_read ? <Mail size={14} aria-hidden /> : <MailOpen size={14} aria-hidden />}
            {message.is_read ? 'Mark as unread' : 'Mark as read'}
          </Button>
          <Button onClick={() => inbox.archive(message)}>
            {message.is_archived ? <InboxIcon size={14} aria-hidden /> : <Archive size={14} aria-hidden />}
            {message.is_archived ? 'Move to inbox' : 'Archive'}
          </Button>
          <Button onClick={() => inbox.remove(message)}>
            <Trash2 size={14} aria-hidden /> Delete
          </Button>
        </div>
      ) : null}
      {naming ? <CallerDialog message={message} changes={changes} onClose={() => setNaming(false)} /> : null}
    </div>
  );
}

function DownloadMenu({ id }: { id: string }) {
  const save = (format: 'wav' | 'mp3') => () => location.assign(audioUrl(id, { format, download: true }));
  return (
    <Menu
      trigger={
        <Button>
          <Download size={14} aria-hidden /> Download
        </Button>
      }
      entries={[
        { label: 'MP3', run: save('mp3') },
        { label: 'WAV', run: save('wav') },
      ]}
    />
  );
}

function Assignment({ message, inbox }: OfMessage) {
  const people = useQuery(peopleQuery).data?.items ?? [];
  const { assigned_to: current } = message;
  const assign = (id: string) => {
    const person = people.find((each) => each.id === id);
    void inbox.changes.assign(message, person ? { id, name: person.name } : null);
  };
  return (
    <SelectField
      label="Assigned to"
      value={current?.id ?? ''}
      onChange={(event) => assign(event.target.value)}
      className="h-8 w-44"
    >
      <option value="">Nobody</option>
      {current && !people.some(({ id }) => id === current.id) ? (
        <option value={current.id}>{current.name}</option>
      ) : null}
      {people.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
