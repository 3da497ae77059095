import { formatId, type Id, parseId } from '@offhook/kit';
import { z } from 'zod';
import { note } from '#features/audit';
import { type JobWork, jobWork } from '#runtime/jobs';
import { found } from '#runtime/refusal';
import type { Context } from '../../context.ts';
import { deleteAtCarrier, type GoneCall, noteCallNotDeleted } from './actions/forget-old.ts';
import { endStray } from './actions/strays.ts';

const Deletion = z.object({
  sid: z.string(),
  // Not in jobs of earlier versions.
  connection_id: z.string().nullable().default(null),
});

function goneOf({ sid, connection_id: id }: z.infer<typeof Deletion>): GoneCall {
  const connectionId: Id<'connection'> | null = id === null ? null : found(parseId('connection', id));
  return { sid, connectionId };
}

const Stray = z.object({ call_id: z.string(), sid: z.string() });

export const callJobs = (ctx: Context): JobWork[] => [
  jobWork(
    'calls.delete_at_carrier',
    Deletion,
    (deletion, tenantId) => deleteAtCarrier(ctx, tenantId, goneOf(deletion)),
    ({ sid }, tenantId) => noteCallNotDeleted(ctx, tenantId, sid),
  ),
  jobWork(
    'calls.end_stray',
    Stray,
    ({ call_id, sid }, tenantId) => endStray(ctx, tenantId, { callId: found(parseId('call', call_id)), sid }),
    async ({ call_id, sid }, tenantId) => {
      const background = { kind: 'system' as const, tenantId, name: 'Background work' };
      const subject = formatId('call', found(parseId('call', call_id)));
      await ctx.db.asTenant(tenantId, (tx) => note(ctx, tx, background, 'calls.stray_given_up', subject, { sid }));
    },
  ),
];
