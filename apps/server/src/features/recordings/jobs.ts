import { type Id, parseId } from '@offhook/kit';
import { z } from 'zod';
import { type JobWork, jobWork } from '#runtime/jobs';
import { found } from '#runtime/refusal';
import type { Context } from '../../context.ts';
import { deleteEverywhere, type Gone, noteNotDeleted } from './actions/delete.ts';
import { fetchRecording } from './actions/fetch.ts';

const Deletion = z.object({
  sid: z.string(),
  storage_keys: z.array(z.string()),
  // Not in jobs of earlier versions.
  connection_id: z.string().nullable().default(null),
});

function goneOf({ sid, storage_keys, connection_id: id }: z.infer<typeof Deletion>): Gone {
  const connectionId: Id<'connection'> | null = id === null ? null : found(parseId('connection', id));
  return { sid, storageKeys: storage_keys, connectionId };
}

export const recordingJobs = (ctx: Context): JobWork[] => [
  jobWork('recordings.fetch', z.object({ recording_id: z.string() }), ({ recording_id }, tenantId) =>
    fetchRecording(ctx, tenantId, found(parseId('recording', recording_id))),
  ),
  jobWork(
    'recordings.delete_at_carrier',
    Deletion,
    (deletion, tenantId) => deleteEverywhere(ctx, tenantId, goneOf(deletion)),
    ({ sid }, tenantId) => noteNotDeleted(ctx, tenantId, sid),
  ),
];
