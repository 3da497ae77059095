import type { CallStatus } from '@offhook/contract';
import { type Id, reversedDigits } from '@offhook/kit';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import { insertCall, newCall } from '../store/calls.ts';

/** A finished call of the demo workspace; marked as a sample and never shown as anything else. */
export interface SampleCall {
  contactId: Id<'contact'>;
  direction: 'inbound' | 'outbound';
  from: string;
  to: string;
  status: Exclude<CallStatus, 'queued' | 'ringing' | 'in-progress'>;
  startedAt: Date;
  talkSeconds: number;
  personId: Id<'person'> | null;
}

export async function insertSampleCall(
  ctx: Context,
  tx: Tx,
  tenantId: Id<'workspace'>,
  sample: SampleCall,
): Promise<void> {
  const { startedAt, talkSeconds, status, direction, from, to, contactId, personId } = sample;
  const answeredAt = status === 'completed' ? new Date(startedAt.getTime() + 8000) : null;
  const endedAt = new Date((answeredAt ?? startedAt).getTime() + (answeredAt ? talkSeconds : 20) * 1000);
  const id = ctx.ids.next('call', startedAt);
  const call = newCall({
    id,
    tenantId,
    direction,
    from,
    to,
    contactId,
    status,
    placement: 'placed',
    personId: direction === 'outbound' ? personId : null,
    createdAt: startedAt,
    ringingAt: startedAt,
    answeredAt,
    endedAt,
    durationSeconds: answeredAt ? talkSeconds : 0,
    simulated: true,
    isSample: true,
    heardAt: endedAt,
  });
  await insertCall(tx, call, reversedDigits(direction === 'outbound' ? to : from));
}
