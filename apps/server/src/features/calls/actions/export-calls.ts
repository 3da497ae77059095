import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exportColumns } from '@offhook/contract';
import { stringify } from 'csv-stringify';
import { note } from '#features/audit';
import { workspaceOf } from '#features/workspaces';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { Refusal } from '#runtime/refusal';
import { mustBeTimeZone } from '#runtime/time-zone';
import type { Context } from '../../../context.ts';
import { type ExportColumn, exportLine, isPlainNumber } from '../export-columns.ts';
import { isoIn } from '../local-time.ts';
import { nextRows, openExport } from '../store/exporting.ts';
import { type FilterQuery, readFilter } from './read-filter.ts';

interface ExportQuery extends FilterQuery {
  columns?: string | undefined;
  time_zone?: string | undefined;
}

/** Each holds a connection of the ten that requests share for as long as its reader takes. */
const mostAtOnce = 3;

/** Exports of this node: one of each workspace, so that nobody keeps the others waiting. */
export function makeExports(ctx: Context): (actor: Actor, query: ExportQuery) => Promise<Readable> {
  const running = new Map<string, symbol>();
  return async (actor, query) => {
    const { tenantId } = actor;
    if (running.has(tenantId) || running.size >= mostAtOnce) {
      throw new Refusal('calls.exports_busy', { running: running.size });
    }
    const own = Symbol(tenantId);
    running.set(tenantId, own);
    const release = () => running.get(tenantId) === own && running.delete(tenantId);
    const out = new PassThrough();
    // Whoever has read the end may ask for the next one at once.
    out.once('end', release);
    const { promise: opened, resolve, reject } = Promise.withResolvers<Readable>();
    ctx.db
      .asTenant(tenantId, async (tx) => {
        const lines = await openLines(tx, actor, query);
        await ctx.db.asTenant(tenantId, (other) => note(ctx, other, actor, 'calls.exported', undefined, { ...query }));
        resolve(out);
        await pipeline(lines.read, toCsv(lines.columns), out);
      })
      .catch((error: unknown) => {
        if (!isExpected(error)) ctx.log.warn({ err: error }, 'an export ended early');
        reject(error);
      })
      .finally(release);
    return opened;
  };
}

// A refusal is told to the reader; a reader that went away ends the pipeline, and with it transaction and cursor.
function isExpected(error: unknown): boolean {
  return error instanceof Refusal || (error instanceof Error && 'code' in error && error.code === hangUpCode);
}

const hangUpCode = 'ERR_STREAM_PREMATURE_CLOSE';

async function openLines(tx: Tx, actor: Actor, query: ExportQuery) {
  const columns = readColumns(query.columns);
  const timeZone = query.time_zone ?? (await workspaceOf(tx, actor.tenantId)).timeZone;
  mustBeTimeZone(timeZone);
  const writeTime = isoIn(timeZone);
  await openExport(tx, await readFilter(tx, actor, query));
  const read = async function* () {
    for (let rows = await nextRows(tx); rows.length > 0; rows = await nextRows(tx)) {
      for (const row of rows) yield exportLine(row, writeTime);
    }
  };
  return { columns, read };
}

function toCsv(columns: ExportColumn[]) {
  return stringify({
    columns,
    header: true,
    record_delimiter: 'windows',
    escape_formulas: true,
    cast: {
      string: (value, { column }) => (isPlainNumber(String(column), value) ? { value, escape_formulas: false } : value),
    },
  });
}

function readColumns(text: string | undefined): ExportColumn[] {
  const given = text?.split(',').map((name) => name.trim());
  if (!given) return [...exportColumns];
  return [...new Set(given)].map((name) => {
    const column = exportColumns.find((known) => known === name);
    if (column) return column;
    throw new Refusal('request.invalid', { field: 'columns', problem: `There is no column ${name}.` });
  });
}
