import { type Id, parseId } from '@offhook/kit';
import { wasDeleted } from '#features/recordings';
import { settingOf } from '#features/settings';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import { boxById, defaultBox } from '../store/boxes.ts';
import { insertMessage } from '../store/messages.ts';

export interface TakenMessage {
  tenantId: Id<'workspace'>;
  callId: Id<'call'>;
  /** As flows name it. A box that is gone is no reason to lose a message: the default one takes it. */
  boxId: string;
  recordingSid: string;
  seconds: number;
  from: string;
  to: string;
  contactId: Id<'contact'> | null;
  at: Date;
}

/**
 * Puts what a caller said into a box; each recording once, however often it is told. Whoever hung up at once has said
 * nothing. The audio comes by the recording's own report.
 */
export async function takeMessage(ctx: Context, tx: Tx, message: TakenMessage): Promise<void> {
  const { tenantId, callId, recordingSid } = message;
  const least = await settingOf(tx, 'voicemail_min_seconds', tenantId);
  if (message.seconds < least || (await wasDeleted(tx, tenantId, recordingSid))) return;
  const wanted = parseId('box', message.boxId);
  const box = (wanted && (await boxById(tx, tenantId, wanted))) ?? (await defaultBox(tx, tenantId));
  const id = ctx.ids.next('voicemail');
  const isNew = await insertMessage(tx, {
    id,
    tenantId,
    boxId: box.id,
    callId,
    recordingSid,
    fromNumber: message.from,
    toNumber: message.to,
    contactId: message.contactId,
    durationSeconds: message.seconds,
    isRead: false,
    isArchived: false,
    deletedAt: null,
    assignedTo: null,
    createdAt: message.at,
  });
  if (!isNew) return;
  await ctx.outbox.publish(tx, tenantId, {
    type: 'voicemail.received',
    voicemail_id: id,
    box_id: box.id,
    call_id: callId,
  });
}
