import { type Id, parseId } from '@offhook/kit';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
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
  const { tenantId, callId, contactId } = message;
  const id = ctx.ids.next('voicemail');
  const boxId = await insertMessage(tx, {
    id,
    tenantId,
    wantedBox: parseId('box', message.boxId) ?? undefined,
    callId,
    recordingSid: message.recordingSid,
    fromNumber: message.from,
    toNumber: message.to,
    contactId,
    durationSeconds: message.seconds,
    createdAt: message.at,
  });
  if (!boxId) return;
  await ctx.outbox.publish(tx, tenantId, {
    type: 'voicemail.received',
    voicemail_id: id,
    box_id: boxId,
    call_id: callId,
  });
}
