import type { Id } from '@offhook/kit';
import { insertNotes } from '#features/contacts';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import { notesThere } from '../store/changes.ts';
import type { Handled } from './run.ts';

/** A note that a contact has already is not written again, so that a file may be imported twice. */
export async function writeNotes(
  ctx: Context,
  tx: Tx,
  tenantId: Id<'workspace'>,
  handled: readonly Handled[],
): Promise<void> {
  const at = ctx.clock.now();
  const wanted = handled.flatMap(({ contact, rows }) => {
    const texts = new Set(rows.flatMap(({ note }) => (note === undefined ? [] : [note])));
    return [...texts].map((text) => ({ contactId: contact.id, text }));
  });
  if (wanted.length === 0) return;
  const there = await notesThere(tx, wanted);
  const missing = wanted.filter(({ contactId, text }) => !there.has(`${contactId} ${text}`));
  await insertNotes(
    tx,
    tenantId,
    missing.map((each) => ({ ...each, id: ctx.ids.next('note'), callId: null, at, author: null })),
  );
}
