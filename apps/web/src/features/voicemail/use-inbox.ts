import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useShortcut } from '../../app/shortcuts.ts';
import { focusHeading } from '../calls/focus-heading.ts';
import { neighbourOf } from './heard.ts';
import { type Message, messageQuery } from './queries.ts';
import { useMessageChanges } from './use-message-changes.ts';

interface InboxGiven {
  items: readonly Message[];
  openId: string | undefined;
  onOpen: (id: string | undefined) => void;
}

/** The message that is open, what can be done with it, and the keys that do it. */
export function useInbox({ items, openId, onOpen }: InboxGiven) {
  const listed = items.find(({ id }) => id === openId);
  const detail = useQuery({
    ...messageQuery(openId ?? ''),
    enabled: openId !== undefined,
    ...(listed && { placeholderData: { ...listed, peaks: null, notices: [] } }),
  });
  const [audio, setAudio] = useState<HTMLAudioElement | null>(null);
  const changes = useMessageChanges();
  const open = openId === undefined ? undefined : detail.data;
  const ids = items.map(({ id }) => id);

  const step = (by: 1 | -1) => {
    const id = ids[openId === undefined ? 0 : ids.indexOf(openId) + by];
    if (id === undefined) return;
    onOpen(id);
    focusRow(id);
  };
  // The list goes on with the neighbour, so that one key after the other clears an inbox.
  const goOn = (message: Message) => {
    if (message.id !== openId) return;
    const next = neighbourOf(ids, message.id);
    onOpen(next);
    if (next) focusRow(next);
    else focusHeading();
  };
  const archive = (message: Message) => {
    goOn(message);
    void changes.archive(message, !message.is_archived);
  };
  const remove = (message: Message) => {
    if (message.is_deleted) return;
    goOn(message);
    void changes.remove(message);
  };
  const play = () => {
    // A rejected play() also raises the element's error event, which is shown.
    if (audio?.paused) audio.play().catch(() => {});
    else audio?.pause();
  };

  useShortcut('voicemail-next', () => step(1));
  useShortcut('voicemail-previous', () => step(-1));
  useShortcut('voicemail-play', play);
  useShortcut('voicemail-archive', () => void (open && !open.is_deleted && archive(open)));
  useShortcut('voicemail-read', () => void (open && changes.read(open, !open.is_read)));
  useShortcut('voicemail-delete', () => void (open && remove(open)));
  return { open, openId, detail, audio, setAudio, changes, step, play, archive, remove };
}

export type Inbox = ReturnType<typeof useInbox>;

function focusRow(id: string): void {
  document.querySelector<HTMLElement>(`a[data-message="${id}"]`)?.focus();
}
