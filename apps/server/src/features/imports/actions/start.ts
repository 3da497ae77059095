import { type ContactImport, importLimits } from '@offhook/contract';
import { formatId, parseId } from '@offhook/kit';
import { note } from '#features/audit';
import type { Actor } from '#runtime/actor';
import type { JobName } from '#runtime/job-queues';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import * as store from '../store/imports.ts';
import { dropUnedited } from '../store/rows.ts';
import { nothingYet, presentImport } from './present.ts';

interface Start {
  job: JobName;
  from: readonly store.ImportRecord['state'][];
  to: store.ImportRecord['state'];
  /** Refuses what must not be started. */
  check?: (record: store.ImportRecord) => void;
  changes?: (now: Date) => Parameters<typeof store.updateImport>[2];
}

const identity: readonly string[] = ['name', 'first_name', 'last_name', 'company', 'phone', 'email'];

export function checkImport(ctx: Context, actor: Actor, importId: string): Promise<ContactImport> {
  return start(ctx, actor, importId, {
    job: 'contacts.check_import',
    from: ['draft', 'checked'],
    to: 'checking',
    check: ({ settings }) => {
      if (!settings.matches.some(({ target }) => identity.includes(target)))
        throw new Refusal('imports.nothing_matched');
    },
    changes: () => ({ checked: 'null', bytes_done: 0 }),
  });
}

export function runImport(ctx: Context, actor: Actor, importId: string): Promise<ContactImport> {
  return start(ctx, actor, importId, {
    job: 'contacts.run_import',
    from: ['checked'],
    to: 'running',
    check: ({ checked }) => {
      const most = importLimits.problemRows;
      if ((checked?.with_problems ?? 0) > most) throw new Refusal('imports.too_many_problems', { most });
    },
    changes: (now) => ({ result: JSON.stringify(nothingYet), started_at: now }),
  });
}

export function undoImport(ctx: Context, actor: Actor, importId: string): Promise<ContactImport> {
  return start(ctx, actor, importId, {
    job: 'contacts.undo_import',
    from: ['done', 'cancelled', 'failed'],
    to: 'undoing',
    check: (record) => {
      if (!presentImport(record).can_undo) throw new Refusal('imports.wrong_state', { state: record.state });
    },
    changes: () => ({ undone: JSON.stringify({ removed: 0, restored: 0, kept: 0 }) }),
  });
}

async function start(
  ctx: Context,
  actor: Actor,
  importId: string,
  { job, from, to, check, changes }: Start,
): Promise<ContactImport> {
  const id = found(parseId('import', importId));
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const record = found(await store.lockImport(tx, id));
    if (!from.includes(record.state) || record.storage_key === null) {
      throw new Refusal('imports.wrong_state', { state: record.state });
    }
    check?.(record);
    if (to === 'checking') await dropUnedited(tx, id);
    const work = record.work + 1;
    await store.updateImport(tx, id, { ...changes?.(ctx.clock.now()), state: to, work, rows_done: 0 });
    await ctx.outbox.enqueue(tx, actor.tenantId, job, { import_id: id, work });
    if (to !== 'checking') await note(ctx, tx, actor, `contact_imports.${to}`, formatId('import', id));
    return presentImport(found(await store.importById(tx, id)));
  });
}

/** Holds from its answer on: the work under way looks at the state in the transaction of each of its batches. */
export async function cancelImport(ctx: Context, actor: Actor, importId: string): Promise<ContactImport> {
  const id = found(parseId('import', importId));
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const { state } = found(await store.lockImport(tx, id));
    if (state !== 'checking' && state !== 'running') throw new Refusal('imports.wrong_state', { state });
    const ended = state === 'checking' ? { state: 'draft' as const } : { state: 'cancelled' as const };
    await store.updateImport(tx, id, { ...ended, ...(state === 'running' && { finished_at: ctx.clock.now() }) });
    if (state === 'running') await note(ctx, tx, actor, 'contact_imports.cancelled', formatId('import', id));
    return presentImport(found(await store.importById(tx, id)));
  });
}
