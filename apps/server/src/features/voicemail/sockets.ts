import type { DomainEvent, LiveMessage } from '@offhook/contract';
import { formatId } from '@offhook/kit';

/** Only ids: a page that may not see the box learns nothing. Each message once, however many events it had. */
export function liveVoicemail(events: readonly DomainEvent[], seq: number): LiveMessage[] {
  const told = new Map<string, Extract<LiveMessage, { type: 'voicemail.changed' }>>();
  for (const event of events) {
    if (event.type !== 'voicemail.received' && event.type !== 'voicemail.changed') continue;
    const { voicemail_id: id, box_id: box } = event;
    const isNew = event.type === 'voicemail.received' || told.get(id)?.is_new === true;
    const ids = { voicemail_id: formatId('voicemail', id), box_id: formatId('box', box) };
    told.set(id, { type: 'voicemail.changed', seq, ...ids, is_new: isNew });
  }
  return [...told.values()];
}
