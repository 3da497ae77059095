import { parseId } from '@offhook/kit';
import { z } from 'zod';
import { type JobWork, jobWork } from '#runtime/jobs';
import { found } from '#runtime/refusal';
import type { Context } from '../../context.ts';
import { emptyList } from './actions/lists.ts';
import { giveUpImport, runImport } from './actions/run-import.ts';

export const complianceJobs = (ctx: Context): JobWork[] => [
  jobWork(
    'compliance.import_suppressions',
    z.object({ import_id: z.string() }),
    ({ import_id: importId }, tenantId) => runImport(ctx, tenantId, importId),
    ({ import_id: importId }, tenantId) => giveUpImport(ctx, tenantId, importId),
  ),
  jobWork('compliance.empty_list', z.object({ list_id: z.string() }), ({ list_id: listId }, tenantId) =>
    emptyList(ctx, tenantId, { listId: found(parseId('list', listId)) }),
  ),
];
