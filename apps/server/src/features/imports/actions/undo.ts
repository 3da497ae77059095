import type { ContactImport } from '@offhook/contract';
import { changed, deleteContacts, lockContacts, saveContacts } from '#features/contacts';
import type { Tx } from '#runtime/database/database';
import * as changes from '../store/changes.ts';
import * as store from '../store/imports.ts';
import { type ImportContext, importer } from './run.ts';
import { stillOurs, type Work } from './work.ts';

type Undone = NonNullable<ContactImport['undone']>;
const atOnce = 500;
const consentsAtOnce = 5000;

/** First what it changed, then what it made, then what it recorded; whom it put on the do-not-call list stays there. Each batch is one transaction, so it may be cut off anywhere. */
export async function undoWork(ctx: ImportContext, work: Work): Promise<void> {
  for (let goesOn = true; goesOn; ) {
    if (work.isStopping()) throw new Error('The program ends. The work goes on after its next start.');
    goesOn = await ctx.db.asTenant(work.tenantId, async (tx) => {
      const record = await stillOurs(tx, work, 'undoing');
      if (!record) return false;
      const undone: Undone = { ...(record.undone ?? { removed: 0, restored: 0, kept: 0 }) };
      const takeBack = () => ctx.undoConsents(tx, importer(record), { importId: record.id, most: consentsAtOnce });
      const done = (await restore(ctx, tx, record, undone)) || (await remove(tx, record, undone)) || (await takeBack());
      const rows_done = undone.removed + undone.restored + undone.kept;
      await store.updateImport(tx, work.importId, { undone: JSON.stringify(undone), rows_done });
      if (done === 0) await store.updateImport(tx, work.importId, { state: 'undone' });
      return done > 0;
    });
  }
}

async function restore(
  ctx: ImportContext,
  tx: Tx,
  { id, tenant_id }: store.ImportRecord,
  undone: Undone,
): Promise<number> {
  const next = await changes.nextChanges(tx, id, atOnce);
  const ids = next.map(({ contactId }) => contactId);
  const contacts = new Map((await lockContacts(tx, ids)).map((contact) => [contact.id, contact]));
  const updatedAt = ctx.clock.now();
  const back = next.flatMap(({ contactId, before, revision }) => {
    const contact = contacts.get(contactId);
    return contact?.revision === revision ? [{ ...changed(contact, before), updatedAt }] : [];
  });
  await saveContacts(tx, tenant_id, back);
  await changes.turnBack(
    tx,
    id,
    back.map((contact) => contact.id),
  );
  await changes.dropChanges(tx, id, ids);
  undone.restored += back.length;
  undone.kept += next.length - back.length;
  return next.length;
}

async function remove(tx: Tx, { id }: store.ImportRecord, undone: Undone): Promise<number> {
  const next = await changes.createdContacts(tx, id, atOnce);
  const removed = await changes.untouched(tx, next);
  await deleteContacts(tx, { ids: removed });
  const gone = new Set(removed);
  await changes.letGo(
    tx,
    next.filter((each) => !gone.has(each)),
  );
  undone.removed += removed.length;
  undone.kept += next.length - removed.length;
  return next.length;
}
