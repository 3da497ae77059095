import type { Id } from '@offhook/kit';
import type { Context } from '../../../context.ts';
import { insertExchanges } from '../store/ingest.ts';
import { callIdsBySid } from '../store/reading.ts';

interface Unread {
  id: Id<'request'>;
  kind: string;
  sid: string;
  url: string;
  body: string;
  startedAt: number;
}

/** Keeps a signed request that is not read, beside the call that it names if that is ours. */
export async function keepExchange(
  ctx: Context,
  tenantId: Id<'workspace'>,
  { startedAt, ...request }: Unread,
  answer: { status: number; body: string },
): Promise<void> {
  await ctx.db.asTenant(tenantId, async (tx) => {
    const calls = await callIdsBySid(tx, [request.sid]);
    const exchange = {
      ...request,
      tenantId,
      callId: calls.get(request.sid) ?? null,
      at: ctx.clock.now(),
      method: 'POST',
      responseStatus: answer.status,
      responseBody: answer.body,
      microseconds: Math.round((performance.now() - startedAt) * 1000),
      isCopy: false,
      signature: 'valid' as const,
    };
    await insertExchanges(tx, [exchange]);
  });
}
