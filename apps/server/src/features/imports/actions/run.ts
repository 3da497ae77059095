import { parseId } from '@offhook/kit';
import {
  type ContactRow,
  changed,
  contactsOfKeys,
  insertContacts,
  lockContacts,
  newContact,
  saveContacts,
} from '#features/contacts';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import type { ImportResult } from '#runtime/database/import-tables';
import { found } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { contactOfRow, type FoldedContact, foldRow, isSame, keysOf } from '../fold-row.ts';
import type { ImportPowers } from '../powers.ts';
import type { ReadRow } from '../read-row.ts';
import { followOwn, rememberChanges } from '../store/changes.ts';
import * as store from '../store/imports.ts';
import { splitKeys } from './check.ts';
import { writeConsents } from './import-consents.ts';
import { writeNotes } from './import-notes.ts';
import { planOf } from './plan.ts';
import { nothingYet } from './present.ts';
import type { FileRow } from './read-file.ts';
import { batchesOf, orFail, readBatch, stillOurs, type Work } from './work.ts';

export type ImportContext = Context & ImportPowers;

/**
 * Writes the contacts. Each batch is one transaction that also says how far it came: whoever takes the work up again begins
 * behind the last one that was committed, and no row is written twice.
 */
export async function writeContacts(ctx: ImportContext, work: Work): Promise<void> {
  await orFail(ctx, work, 'running', async () => {
    const record = await ctx.db.asTenant(work.tenantId, (tx) => stillOurs(tx, work, 'running'));
    if (!record) return;
    for await (const batch of batchesOf(ctx, work, record, { after: record.rows_done })) {
      const goesOn = await ctx.db.asTenant(work.tenantId, async (tx) => {
        const now = await stillOurs(tx, work, 'running');
        // Another node may have taken the work up meanwhile.
        if (!now || now.rows_done + 1 !== batch[0]?.row) return false;
        await store.oneAtATime(tx, work.tenantId);
        await store.planAnew(tx);
        await writeBatch(ctx, tx, now, batch);
        return true;
      });
      if (!goesOn) return;
    }
    await ctx.db.asTenant(work.tenantId, async (tx) => {
      if (!(await stillOurs(tx, work, 'running'))) return;
      await store.updateImport(tx, work.importId, { state: 'done', finished_at: ctx.clock.now() });
    });
  });
}

/** A contact on its way through a batch. */
export interface Handled {
  contact: ContactRow;
  /** As it was in the database; undefined: made by this batch. */
  stored: ContactRow | undefined;
  before: FoldedContact | undefined;
  now: FoldedContact;
  rows: ReadRow[];
}

async function writeBatch(
  ctx: ImportContext,
  tx: Tx,
  record: store.ImportRecord,
  batch: readonly FileRow[],
): Promise<void> {
  const rows = await readBatch(tx, record.id, batch, planOf(record));
  const fine = rows.filter(({ kept, read }) => !kept?.isLeftOut && read.problems.length === 0).map(({ read }) => read);
  const counts: ImportResult = { ...nothingYet, ...record.result };
  const leftOut = rows.filter(({ kept }) => kept?.isLeftOut).length;
  counts.skipped += leftOut;
  counts.failed += rows.length - leftOut - fine.length;
  const handled = await fold(ctx, tx, record, fine, counts);
  await write(ctx, tx, record, handled);
  await spread(ctx, tx, { record, handled, counts });
  await store.updateImport(tx, record.id, {
    rows_done: batch.at(-1)?.row ?? record.rows_done,
    result: JSON.stringify(counts),
  });
}

/** Every row with its contact: one that is there, one of an earlier row, or a new one. */
async function fold(
  ctx: Context,
  tx: Tx,
  { id, settings }: store.ImportRecord,
  rows: readonly ReadRow[],
  counts: ImportResult,
): Promise<Handled[]> {
  const known = await contactsOfKeys(tx, splitKeys(rows.flatMap((row) => keysOf(row, settings.same_by))));
  const stored = new Map(
    (await lockContacts(tx, [...new Set(known.map((each) => each.id))])).map((each) => [each.id, each]),
  );
  const handled = new Map<string, Handled>();
  const byKey = new Map<string, Handled>();
  for (const { key, id: contactId } of known) {
    const contact = stored.get(contactId);
    if (!contact) continue;
    const before = foldedOf(contact);
    const each = handled.get(contactId) ?? { contact, stored: contact, before, now: before, rows: [] };
    handled.set(contactId, each);
    byKey.set(key, each);
  }
  const createdAt = ctx.clock.now();
  for (const row of rows) {
    const keys = keysOf(row, settings.same_by);
    const same = keys.map((key) => byKey.get(key)).find((each) => each !== undefined);
    const each = same ?? made(ctx, contactOfRow(row, settings), { importId: id, createdAt });
    const next = same ? foldRow(each.now, row, settings) : each.now;
    const outcome = same ? (isSame(each.now, next) ? 'skipped' : 'updated') : 'created';
    counts[outcome] += 1;
    if (outcome !== 'skipped' && next.numbers.length > 0) counts.with_number += 1;
    each.now = next;
    each.rows.push(row);
    handled.set(each.contact.id, each);
    for (const key of keys) if (!byKey.has(key)) byKey.set(key, each);
  }
  return [...handled.values()].filter((each) => each.rows.length > 0);
}

function made(ctx: Context, now: FoldedContact, about: Pick<ContactRow, 'importId' | 'createdAt'>): Handled {
  const contact = newContact({ id: ctx.ids.next('contact'), ...now, ...about });
  return { contact, stored: undefined, before: undefined, now, rows: [] };
}

/** The default number first. */
function foldedOf(contact: ContactRow): FoldedContact {
  const { name, firstName, lastName, company, title, email, timeZone, region, country, tags, metadata } = contact;
  const numbers = contact.numbers.toSorted(
    (one, other) => Number(other.number === contact.phoneNumber) - Number(one.number === contact.phoneNumber),
  );
  return { name, firstName, lastName, company, title, email, timeZone, region, country, tags, metadata, numbers };
}

async function write(
  ctx: Context,
  tx: Tx,
  { tenant_id: tenantId, id }: store.ImportRecord,
  handled: readonly Handled[],
) {
  const updatedAt = ctx.clock.now();
  const created = handled.filter(({ stored }) => !stored);
  await insertContacts(
    tx,
    tenantId,
    created.map(({ contact, now }) => changed(contact, now)),
  );
  const updates = handled.filter(({ before, now }) => before && !isSame(before, now));
  await saveContacts(
    tx,
    tenantId,
    updates.map(({ contact, now }) => ({ ...changed(contact, now), updatedAt })),
  );
  const others = updates.flatMap(({ contact, before }) =>
    before && contact.importId !== id ? [{ contactId: contact.id, before, revision: contact.revision + 1 }] : [],
  );
  await rememberChanges(tx, { tenantId, importId: id }, others);
  const own = updates.filter(({ contact }) => contact.importId === id);
  await followOwn(
    tx,
    id,
    own.map(({ contact }) => contact.id),
  );
}

/** What goes with the contacts: notes, consents, places in a campaign. */
async function spread(
  ctx: ImportContext,
  tx: Tx,
  { record, handled, counts }: { record: store.ImportRecord; handled: readonly Handled[]; counts: ImportResult },
): Promise<void> {
  const { tenant_id: tenantId, settings } = record;
  await writeNotes(ctx, tx, tenantId, handled);
  await writeConsents(ctx, tx, importer(record), { record, handled, counts });
  const { campaign_id } = settings;
  if (campaign_id !== null && handled.length > 0) {
    const campaignId = found(parseId('campaign', campaign_id));
    const ids = handled.map(({ contact }) => contact.id);
    await ctx.addToCampaign(tx, { tenantId, campaignId }, ids);
  }
}

/** Work of an import is done in the name of whoever began it. */
export function importer({ tenant_id: tenantId, created_by }: store.ImportRecord): Actor {
  return { kind: 'system', tenantId, name: created_by ?? 'Import' };
}
