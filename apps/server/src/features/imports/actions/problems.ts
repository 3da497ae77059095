import { Readable } from 'node:stream';
import { parseId } from '@offhook/kit';
import type { Actor } from '#runtime/actor';
import { csvOf } from '#runtime/csv';
import { found } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import * as store from '../store/imports.ts';
import { pageOfKept } from '../store/rows.ts';

const atOnce = 500;

/** The rows with problems as they stand, with one column more; a file like the one that came, to be mended and sent again. */
export async function problemRows(
  ctx: Context,
  actor: Actor,
  importId: string,
): Promise<{ name: string; csv: Readable }> {
  const id = found(parseId('import', importId));
  const { columns, name } = found(await ctx.db.asTenant(actor.tenantId, (tx) => store.importById(tx, id)));
  async function* lines() {
    yield [...columns, 'Problem'];
    for (let after = 0, more = true; more; ) {
      const page = { only: 'problems' as const, after, limit: atOnce };
      const rows = await ctx.db.asTenant(actor.tenantId, (tx) => pageOfKept(tx, id, page));
      for (const { cells, problems } of rows) {
        const said = problems.map(({ column, problem }) => {
          return column === null ? problem : `${columns[column] ?? column + 1}: ${problem}`;
        });
        // A cell too many keeps its place behind the others.
        const width = columns.map((_, index) => cells[index] ?? '');
        yield [...width, said.join(' '), ...cells.slice(columns.length)];
      }
      after = rows.at(-1)?.row ?? after;
      more = rows.length === atOnce;
    }
  }
  return { name: name.replace(/\.\w{1,5}$/, ''), csv: csvOf(Readable.from(lines())) };
}
