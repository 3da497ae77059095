import { Readable } from 'node:stream';
import type { Id } from '@offhook/kit';
import { note } from '#features/audit';
import type { Actor } from '#runtime/actor';
import { csvOf } from '#runtime/csv';
import { type ExportWish, exportedNumbers, exportHeader, exportLine } from '../export-line.ts';
import { listContacts, mostNumbers } from '../store/reading.ts';
import type { ContactContext } from './contacts.ts';
import { type FilterQuery, readFilter } from './read-filter.ts';

const rowsAtOnce = 500;

/** Page by page, so that a slow reader keeps no transaction open. */
export async function exportContacts(
  ctx: ContactContext,
  actor: Actor,
  { suppressed, ...filter }: FilterQuery & { suppressed: ExportWish['suppressed'] },
): Promise<Readable> {
  const condition = readFilter(filter);
  const numbers = await ctx.db.asTenant(actor.tenantId, async (tx) => {
    await note(ctx, tx, actor, 'contacts.exported', undefined, { suppressed, ...filter });
    return mostNumbers(tx, condition);
  });
  const wish: ExportWish = { suppressed, numbers };
  async function* lines() {
    yield exportHeader(wish);
    for (let before: Id<'contact'> | undefined, more = true; more; ) {
      const page = await ctx.db.asTenant(actor.tenantId, async (tx) => {
        const contacts = await listContacts(tx, condition, { before, limit: rowsAtOnce });
        const all = contacts.flatMap((contact) => contact.numbers.map(({ number }) => number));
        const silent = suppressed === 'ignore' ? new Set<string>() : await ctx.suppressedAmong(tx, actor.tenantId, all);
        return { contacts, silent };
      });
      for (const contact of page.contacts) {
        const shown = exportedNumbers(contact, page.silent, wish);
        if (shown) yield exportLine(contact, shown, wish);
      }
      before = page.contacts.at(-1)?.id;
      more = page.contacts.length === rowsAtOnce;
    }
  }
  return csvOf(Readable.from(lines()));
}
