import { type ContactImport, importLimits } from '@offhook/contract';
import { contactsOfKeys } from '#features/contacts';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import { keysOf } from '../fold-row.ts';
import { makeSeenKeys, type SeenKeys } from '../seen-keys.ts';
import * as store from '../store/imports.ts';
import { keepRows } from '../store/rows.ts';
import { planOf } from './plan.ts';
import type { FileRow } from './read-file.ts';
import { batchesOf, orFail, readBatch, stillOurs, type Work, type WorkRow } from './work.ts';

type Checked = NonNullable<ContactImport['checked']>;

/** Reads every row, keeps those with problems, and counts what a start would meet. Begins anew when it was cut off. */
export async function checkRows(ctx: Context, work: Work): Promise<void> {
  await orFail(ctx, work, 'checking', async () => {
    const record = await ctx.db.asTenant(work.tenantId, (tx) => stillOurs(tx, work, 'checking'));
    if (!record) return;
    const counts: Checked = {
      ...{ rows: 0, fine: 0, with_problems: 0, with_number: 0 },
      ...{ already_here: 0, repeated: 0, left_out: 0 },
    };
    const [seen, reading] = [makeSeenKeys(), { bytes: 0 }];
    for await (const batch of batchesOf(ctx, work, record, { after: 0, reading })) {
      const goesOn = await ctx.db.asTenant(work.tenantId, async (tx) => {
        if (!(await stillOurs(tx, work, 'checking'))) return false;
        await checkBatch(tx, work, { record, batch, counts, seen });
        await store.updateImport(tx, work.importId, { rows_done: counts.rows, bytes_done: reading.bytes });
        return true;
      });
      if (!goesOn) return;
    }
    await ctx.db.asTenant(work.tenantId, async (tx) => {
      if (!(await stillOurs(tx, work, 'checking'))) return;
      const done = { rows_done: counts.rows, bytes_done: record.bytes };
      await store.updateImport(tx, work.importId, { ...done, state: 'checked', checked: JSON.stringify(counts) });
    });
  });
}

interface Batch {
  record: store.ImportRecord;
  batch: readonly FileRow[];
  counts: Checked;
  seen: SeenKeys;
}

async function checkBatch(tx: Tx, { tenantId, importId }: Work, { record, batch, counts, seen }: Batch): Promise<void> {
  const rows = await readBatch(tx, importId, batch, planOf(record));
  const changed = rows.filter(({ kept, read }) => kept || read.problems.length > 0);
  const hasRoom = counts.with_problems < importLimits.problemRows;
  const kept = changed.filter((each) => each.kept || hasRoom);
  await keepRows(tx, { tenantId, importId }, kept.map(toKeep));
  const fine = rows.filter(({ kept, read }) => !kept?.isLeftOut && read.problems.length === 0);
  counts.rows += rows.length;
  counts.left_out += rows.filter(({ kept }) => kept?.isLeftOut).length;
  counts.fine += fine.length;
  counts.with_problems += rows.filter(({ kept, read }) => !kept?.isLeftOut && read.problems.length > 0).length;
  counts.with_number += fine.filter(({ read }) => read.numbers.length > 0).length;
  await countSame(tx, fine, { record, counts, seen });
}

function toKeep({ row, cells, read, kept }: WorkRow) {
  const { isEdited = false, isLeftOut = false } = kept ?? {};
  return { row, cells: [...cells], problems: read.problems, isEdited, isLeftOut };
}

async function countSame(
  tx: Tx,
  fine: readonly WorkRow[],
  { record, counts, seen }: Pick<Batch, 'record' | 'counts' | 'seen'>,
): Promise<void> {
  const keys = fine.map(({ read }) => keysOf(read, record.settings.same_by));
  const here = new Set((await contactsOfKeys(tx, splitKeys(keys.flat()))).map(({ key }) => key));
  for (const each of keys) {
    const isRepeated = each.map((key) => seen.add(key)).includes(true);
    if (isRepeated) counts.repeated += 1;
    else if (each.some((key) => here.has(key))) counts.already_here += 1;
  }
}

/** Numbers begin with +, e-mails hold an @ and do not. */
export function splitKeys(keys: readonly string[]): { numbers: string[]; emails: string[] } {
  const unique = [...new Set(keys)];
  return { numbers: unique.filter((key) => !key.includes('@')), emails: unique.filter((key) => key.includes('@')) };
}
