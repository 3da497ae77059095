import { z } from 'zod';
import { type JobWork, jobWork } from '#runtime/jobs';
import type { Context } from '../../context.ts';
import { deleteAtCarrier } from './actions/forget-old.ts';

export const callJobs = (ctx: Context): JobWork[] => [
  jobWork('calls.delete_at_carrier', z.object({ sid: z.string() }), ({ sid }, tenantId) =>
    deleteAtCarrier(ctx, tenantId, sid),
  ),
];
