import type { TimelineEntry, WebhookExchange } from '@offhook/contract';
import { formatId, parseId } from '@offhook/kit';
import { isWebhookKind, readWebhook } from '#providers/carrier';
import type { Actor } from '#runtime/actor';
import { found } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { callById } from '../store/calls.ts';
import { eventsOf } from '../store/reading.ts';
import { type Heard, story } from '../story.ts';
import { recordingsFor } from './hear.ts';
import { presentDetail } from './present.ts';
import { withoutSids } from './withhold.ts';

/** The whole story of a call. */
export async function tellStory(ctx: Context, actor: Actor, callId: string): Promise<{ entries: TimelineEntry[] }> {
  const id = found(parseId('call', callId));
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const call = found(await callById(tx, actor.tenantId, id));
    const { webhooks, cost_lines } = await presentDetail(tx, actor, call);
    const { withheldSids } = await recordingsFor(tx, actor, [id]);
    const entries = withoutSids(await eventsOf(tx, id), withheldSids).map((row) => ({
      ...row,
      id: formatId('event', row.id),
      writtenAt: madeAt(row.id),
    }));
    return { entries: story(entries, webhooks.map(heardIn), cost_lines) };
  });
}

// An id of version 7 begins with the milliseconds of its making.
function madeAt(id: string): Date {
  return new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16));
}

/** What a request says, read from it as it came: also a copy may have known what the first did not. */
function heardIn(exchange: WebhookExchange): Heard {
  const read = isWebhookKind(exchange.kind)
    ? readWebhook(exchange.kind, exchange.params, new Date(exchange.at), exchange.url)
    : { problem: 'nothing that a call is made of' };
  return 'problem' in read
    ? { exchange, sid: exchange.params.CallSid ?? null, report: undefined }
    : { exchange, sid: read.sid, report: read.event };
}
