import { parseId } from '@offhook/kit';
import { z } from 'zod';
import { type JobWork, jobWork } from '#runtime/jobs';
import { found } from '#runtime/refusal';
import type { Context } from '../../context.ts';
import { deleteEverywhere } from './actions/delete.ts';
import { fetchRecording } from './actions/fetch.ts';

export const recordingJobs = (ctx: Context): JobWork[] => [
  jobWork('recordings.fetch', z.object({ recording_id: z.string() }), ({ recording_id }, tenantId) =>
    fetchRecording(ctx, tenantId, found(parseId('recording', recording_id))),
  ),
  jobWork(
    'recordings.delete_at_carrier',
    z.object({ sid: z.string(), storage_keys: z.array(z.string()) }),
    (gone, tenantId) => deleteEverywhere(ctx, tenantId, { sid: gone.sid, storageKeys: gone.storage_keys }),
  ),
];
