import { contactByNumber, reversedDigits } from '#features/contacts';
import type { Connection } from '#features/workspaces';
import type { Context } from '../../../context.ts';
import { type CallRow, insertCall, insertEvent, newCall } from '../store/calls.ts';
import { insertExchanges } from '../store/ingest.ts';

interface InboundCall {
  sid: string;
  from: string;
  to: string;
}

interface InboundRequest {
  method: string;
  url: string;
  body: string;
  startedAt: number;
}

/** Writes down a call that comes in. The same call asked about twice is one call. */
export async function takeInboundCall(
  ctx: Context,
  connection: Connection,
  inbound: InboundCall,
  request: InboundRequest,
  answer: { status: number; body: string },
): Promise<void> {
  const now = ctx.clock.now();
  const { tenantId } = connection;
  await ctx.db.asTenant(tenantId, async (tx) => {
    const contact = await contactByNumber(tx, inbound.from);
    const call = { ...inboundCall(ctx, connection, inbound), contactId: contact?.id ?? null };
    const isNew = await insertCall(tx, call, reversedDigits(inbound.from));
    if (isNew) {
      const event = {
        tenantId,
        callId: call.id,
        key: 'arrived',
        id: ctx.ids.next('event'),
        kind: 'arrived',
        at: now,
        details: { sid: inbound.sid },
      };
      await insertEvent(tx, event);
      await ctx.outbox.publish(tx, tenantId, { type: 'call.changed', call_id: call.id });
    }
    const exchange = {
      tenantId,
      id: ctx.ids.next('request'),
      callId: isNew ? call.id : null,
      sid: inbound.sid,
      kind: 'inbound',
      at: now,
      method: request.method,
      url: request.url,
      body: request.body,
      responseStatus: answer.status,
      responseBody: answer.body,
      microseconds: Math.round((performance.now() - request.startedAt) * 1000),
      isCopy: !isNew,
      signature: 'valid' as const,
    };
    await insertExchanges(tx, [exchange]);
  });
}

function inboundCall(ctx: Context, { tenantId, simulated }: Connection, { sid, from, to }: InboundCall): CallRow {
  const now = ctx.clock.now();
  return newCall({
    id: ctx.ids.next('call'),
    tenantId,
    direction: 'inbound',
    from,
    to,
    sid,
    // Our answer begins with a sentence, and the carrier answers the call to say it.
    status: 'in-progress',
    placement: 'placed',
    createdAt: now,
    ringingAt: now,
    answeredAt: now,
    simulated,
  });
}
