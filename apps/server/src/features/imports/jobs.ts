import { type Id, parseId } from '@offhook/kit';
import { z } from 'zod';
import { type JobWork, jobWork } from '#runtime/jobs';
import { found } from '#runtime/refusal';
import { checkRows } from './actions/check.ts';
import { type ImportContext, writeContacts } from './actions/run.ts';
import { undoWork } from './actions/undo.ts';
import { failWork, type Work } from './actions/work.ts';

const Start = z.object({ import_id: z.string(), work: z.number().int() });

export function importJobs(ctx: ImportContext, isStopping: () => boolean): JobWork[] {
  const workOf = ({ import_id, work }: z.infer<typeof Start>, tenantId: Id<'workspace'>): Work => ({
    ...{ tenantId, importId: found(parseId('import', import_id)), work, isStopping },
  });
  const giveUp =
    (state: 'checking' | 'running' | 'undoing') => (start: z.infer<typeof Start>, tenantId: Id<'workspace'>) =>
      failWork(ctx, workOf(start, tenantId), state, 'The server could not go on with it. Its log says why.');
  return [
    jobWork(
      'contacts.check_import',
      Start,
      (start, tenantId) => checkRows(ctx, workOf(start, tenantId)),
      giveUp('checking'),
    ),
    jobWork(
      'contacts.run_import',
      Start,
      (start, tenantId) => writeContacts(ctx, workOf(start, tenantId)),
      giveUp('running'),
    ),
    jobWork(
      'contacts.undo_import',
      Start,
      (start, tenantId) => undoWork(ctx, workOf(start, tenantId)),
      giveUp('undoing'),
    ),
  ];
}
