import { Readable } from 'node:stream';
import type { WalletLine } from '@offhook/contract';
import { formatId, formatMicros, parseId } from '@offhook/kit';
import { stringify } from 'csv-stringify';
import { note } from '#features/audit';
import type { Actor } from '#runtime/actor';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { type StatementFilter, type StatementLine, statementLines } from '../store/lines.ts';

interface LineQuery {
  kind?: StatementLine['kind'] | undefined;
  call_id?: string | undefined;
  from?: string | undefined;
  until?: string | undefined;
}

export async function listLines(
  ctx: Context,
  actor: Actor,
  { cursor, limit, ...query }: LineQuery & { cursor?: string | undefined; limit: number },
): Promise<{ items: WalletLine[]; next_cursor: string | null }> {
  const filter = { ...readFilter(query), before: readPlace(cursor) };
  const lines = await ctx.db.asTenant(actor.tenantId, (tx) => statementLines(tx, actor.tenantId, filter, limit + 1));
  const shown = lines.slice(0, limit);
  const last = lines.length > limit ? shown.at(-1) : undefined;
  return { items: shown.map(presentLine), next_cursor: last ? String(last.line) : null };
}

const linesAtOnce = 500;

/** Lines never change, so it is read piece by piece, each in a transaction of its own. */
export async function exportLines(ctx: Context, actor: Actor, query: LineQuery): Promise<Readable> {
  const { tenantId } = actor;
  const filter = readFilter(query);
  await ctx.db.asTenant(tenantId, (tx) => note(ctx, tx, actor, 'wallet.exported', undefined, { ...query }));
  const cells = async function* () {
    let before: number | undefined;
    for (;;) {
      const from = { ...filter, before };
      const lines = await ctx.db.asTenant(tenantId, (tx) => statementLines(tx, tenantId, from, linesAtOnce));
      for (const line of lines) yield cellsOf(line);
      before = lines.at(-1)?.line;
      if (lines.length < linesAtOnce) return;
    }
  };
  return Readable.from(cells()).pipe(
    stringify({
      ...{ columns, header: true, record_delimiter: 'windows', escape_formulas: true },
      cast: {
        string: (value, { column }) => (isPlain(String(column), value) ? { value, escape_formulas: false } : value),
      },
    }),
  );
}

const columns = ['time', 'kind', 'amount', 'balance_after', 'currency', 'call_id', 'call_to', 'by', 'note', 'id'];

/** Cells that may begin with + or - and are no formulas: nothing but a number can be in them. */
function isPlain(column: string, text: string): boolean {
  return column === 'amount' || column === 'balance_after' || (column === 'call_to' && /^\+?\d+$/.test(text));
}

function cellsOf(line: StatementLine): Record<string, string | null> {
  const { at: time, call, ...rest } = presentLine(line);
  return { ...rest, time, call_id: call?.id ?? null, call_to: call?.to ?? null };
}

export function presentLine(line: StatementLine): WalletLine {
  return {
    id: formatId('ledger', line.id),
    at: line.at.toISOString(),
    kind: line.kind,
    amount: formatMicros(line.micros),
    balance_after: formatMicros(line.balanceAfterMicros),
    currency: 'USD',
    call: line.callId && { id: formatId('call', line.callId), to: line.callTo },
    by: line.by,
    note: line.note,
  };
}

function readFilter({ kind, call_id, from, until }: LineQuery): StatementFilter {
  return {
    kind,
    callId: call_id === undefined ? undefined : found(parseId('call', call_id)),
    from: from === undefined ? undefined : new Date(from),
    until: until === undefined ? undefined : new Date(until),
  };
}

function readPlace(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  if (!/^\d{1,15}$/.test(cursor)) throw new Refusal('request.bad_cursor');
  return Number(cursor);
}
