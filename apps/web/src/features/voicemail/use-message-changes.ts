import {
  changeVoicemail,
  deleteVoicemail,
  markVoicemailRead,
  type RouteRequest,
  restoreVoicemail,
} from '@offhook/contract';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { sayFailed, sayUndoable } from '../../ui/toasts.tsx';
import { applyMessage, refreshCounts } from './message-cache.ts';
import { type Message, voicemailKeys } from './queries.ts';

type Change = RouteRequest<typeof changeVoicemail>['body'];

/** What can be done to a message. Each shows at once, and is taken back with its reason when the server refuses. */
export function useMessageChanges() {
  const client = useQueryClient();
  const tell = async (before: Message, part: Partial<Message>, send: () => Promise<Message | undefined>) => {
    applyMessage(client, { ...before, ...part });
    try {
      const after = await send();
      if (after) applyMessage(client, after);
      return true;
    } catch (error) {
      applyMessage(client, before);
      sayFailed(error);
      return false;
    } finally {
      refreshCounts(client);
    }
  };
  const change = (message: Message, part: Partial<Message>, body: Change) =>
    tell(message, part, () => api(changeVoicemail, { params: { voicemail_id: message.id }, body }));

  const read = (message: Message, isRead: boolean) => {
    const by = Number(message.is_read) - Number(isRead);
    client.setQueryData<number>(voicemailKeys.unread, (count) => count && Math.max(0, count + by));
    const request = { params: { voicemail_id: message.id }, body: { is_read: isRead } };
    return tell(message, { is_read: isRead }, () => api(markVoicemailRead, request));
  };
  const archive = async (message: Message, isArchived: boolean) => {
    const body = { is_archived: isArchived };
    if (!(await change(message, body, body))) return;
    const back = { ...message, ...body };
    sayUndoable(
      isArchived ? 'The message was archived.' : 'The message is in the inbox again.',
      () => void change(back, { is_archived: !isArchived }, { is_archived: !isArchived }),
    );
  };
  const restore = (message: Message) =>
    tell(message, { is_deleted: false, deleted_at: null }, () =>
      api(restoreVoicemail, { params: { voicemail_id: message.id } }),
    );
  const remove = async (message: Message) => {
    const deleted = { ...message, is_deleted: true };
    const done = await tell(message, deleted, async () => {
      await api(deleteVoicemail, { params: { voicemail_id: message.id } });
      return undefined;
    });
    if (done) sayUndoable('The message was deleted.', () => void restore(deleted));
  };
  const assign = (message: Message, person: Message['assigned_to']) =>
    change(message, { assigned_to: person }, { assigned_to: person?.id ?? null });
  const setContact = (message: Message, contact: Message['contact']) =>
    change(message, { contact }, { contact_id: contact?.id ?? null });
  return { read, archive, remove, restore, assign, setContact };
}

export type MessageChanges = ReturnType<typeof useMessageChanges>;
