import type { DomainEvent, LiveMessage } from '@offhook/contract';
import { formatId, type Id } from '@offhook/kit';
import type { Context } from '../../context.ts';
import { callsForPage } from './actions/read.ts';

/** What open pages hear: each changed call once, as it is now, however many events it had. */
export async function liveCallMessages(
  ctx: Context,
  tenantId: Id<'workspace'>,
  events: readonly DomainEvent[],
  seq: number,
): Promise<LiveMessage[]> {
  const changed = new Set(events.flatMap((event) => (event.type === 'call.changed' ? event.call_id : [])));
  const deleted = events.flatMap((event) => (event.type === 'call.deleted' ? event.call_id : []));
  const calls = await callsForPage(ctx, tenantId, [...changed]);
  return [
    ...calls.map((call) => ({ type: 'call.changed' as const, seq, call })),
    ...deleted.map((id) => ({ type: 'call.deleted' as const, seq, call_id: formatId('call', id) })),
  ];
}
