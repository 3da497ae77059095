import { parseId } from '@offhook/kit';
import { z } from 'zod';
import { type JobWork, jobWork } from '#runtime/jobs';
import { found } from '#runtime/refusal';
import type { Context } from '../../context.ts';
import { deleteAtCarrier } from './actions/forget-old.ts';
import { endStray } from './actions/strays.ts';

export const callJobs = (ctx: Context): JobWork[] => [
  jobWork('calls.delete_at_carrier', z.object({ sid: z.string() }), ({ sid }, tenantId) =>
    deleteAtCarrier(ctx, tenantId, sid),
  ),
  jobWork('calls.end_stray', z.object({ call_id: z.string(), sid: z.string() }), ({ call_id, sid }, tenantId) =>
    endStray(ctx, tenantId, { callId: found(parseId('call', call_id)), sid }),
  ),
];
