import { type Id, reversedDigits } from '@offhook/kit';
import { contactByNumber } from '#features/contacts';
import { takeLeavings } from '#features/inbound';
import type { FlowStep } from '#providers/carrier';
import type { Context } from '../../../context.ts';
import { type CallRow, insertCall, insertEvent, newCall } from '../store/calls.ts';
import { insertExchanges } from '../store/ingest.ts';
import type { Answer, Incoming } from './ingest.ts';
import { takeKeptReports } from './kept-reports.ts';

/** A call that came in, and what it was answered. */
export interface InboundCall {
  tenantId: Id<'workspace'>;
  connectionId: Id<'connection'>;
  simulated: boolean;
  sid: string;
  from: string;
  to: string;
  at: Date;
  wantsRecording: boolean;
  /** False while the carrier only rings somebody else. */
  isAnswered: boolean;
  step: FlowStep;
  request: Incoming['request'] & { milliseconds: number };
  answer: Answer;
}

/** Writes down a call that comes in. The same call asked about twice is one call. */
export async function takeInboundCall(ctx: Context, inbound: InboundCall): Promise<void> {
  const { tenantId, sid, at, step } = inbound;
  const isNews = await ctx.db.asTenant(tenantId, async (tx) => {
    const contact = await contactByNumber(tx, inbound.from);
    const call = { ...callOf(ctx, inbound), contactId: contact?.id ?? null };
    const isNew = await insertCall(tx, call, reversedDigits(inbound.from), inbound.connectionId);
    if (isNew) {
      const about = { tenantId, callId: call.id, at };
      await insertEvent(tx, {
        ...about,
        key: 'arrived',
        id: ctx.ids.next('event'),
        kind: 'arrived',
        details: { sid, answered: inbound.isAnswered },
      });
      const event = { kind: 'flow-step' as const, at, step, isAnswered: inbound.isAnswered };
      await insertEvent(tx, {
        ...about,
        key: `flow-step:${step.number}`,
        id: ctx.ids.next('event'),
        kind: event.kind,
        details: { source: 'webhook', heard: null, problem: step.problem, path: step.path, sid, report: event },
      });
      await takeLeavings(ctx, tx, [{ call, event }]);
      await ctx.outbox.publish(tx, tenantId, { type: 'call.changed', call_id: call.id });
    }
    await insertExchanges(tx, [exchangeOf(inbound, isNew ? call.id : null)]);
    return isNew;
  });
  // The spool may have brought later reports first.
  if (isNews) await ctx.db.asSystem((tx) => takeKeptReports(ctx, tx, { tenantId, sid }));
}

function exchangeOf({ tenantId, sid, at, request, answer }: InboundCall, callId: Id<'call'> | null) {
  const { id, method, url, body, milliseconds } = request;
  return {
    tenantId,
    id,
    callId,
    sid,
    kind: 'inbound',
    at,
    method,
    url,
    body,
    responseStatus: answer.status,
    responseBody: answer.body,
    microseconds: Math.round(milliseconds * 1000),
    isCopy: callId === null,
    signature: 'valid' as const,
  };
}

function callOf(ctx: Context, { tenantId, simulated, sid, from, to, at, ...inbound }: InboundCall): CallRow {
  const { wantsRecording, isAnswered } = inbound;
  return newCall({
    id: ctx.ids.next('call', at),
    tenantId,
    direction: 'inbound',
    from,
    to,
    sid,
    wantsRecording,
    // Where our answer begins with a sentence the carrier answers the call to say it.
    status: isAnswered ? 'in-progress' : 'ringing',
    placement: 'placed',
    createdAt: at,
    ringingAt: at,
    answeredAt: isAnswered ? at : null,
    simulated,
  });
}
