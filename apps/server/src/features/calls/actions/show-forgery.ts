import type { Id } from '@offhook/kit';
import type { Context } from '../../../context.ts';
import { insertExchanges } from '../store/ingest.ts';

/** In the inspector a forgery is an address and a time: what it carried is nobody's word. */
export async function showForgery(
  ctx: Context,
  tenantId: Id<'workspace'>,
  { requestId, kind, url }: { requestId: Id<'request'>; kind: string; url: string },
): Promise<void> {
  const exchange = {
    tenantId,
    id: requestId,
    callId: null,
    sid: null,
    kind,
    at: ctx.clock.now(),
    method: 'POST',
    url: url.slice(0, 500),
    body: '',
    signature: 'invalid' as const,
    responseStatus: 403,
    responseBody: '',
    microseconds: 0,
    isCopy: false,
  };
  await ctx.db
    .asSystem((tx) => insertExchanges(tx, [exchange]))
    .catch((error: unknown) => ctx.log.warn({ err: error }, 'a forged webhook could not be shown'));
}
