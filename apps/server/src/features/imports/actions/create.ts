import { Readable } from 'node:stream';
import { type ContactImportDetail, type ImportSettings, importLimits } from '@offhook/contract';
import { formatId } from '@offhook/kit';
import { workspaceOf } from '#features/workspaces';
import type { Actor } from '#runtime/actor';
import type { Upload } from '#runtime/http/uploads';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { delimiterOf, encodingOf, headerRowOf, spreadsheetKind, wideEncoding } from '../detect.ts';
import { isUsualName } from '../match-columns.ts';
import * as store from '../store/imports.ts';
import { columnsOf, detailOf, suggestedMatches } from './detail.ts';
import { headBytes, linesOfHead, streamOfText } from './read-file.ts';

const daysKept = 30;

/** Throws when the first bytes cannot be those of a CSV file. */
export function mustBeginAsText(head: Uint8Array): void {
  const kind = spreadsheetKind(head);
  if (kind) throw new Refusal('imports.is_spreadsheet', { kind });
  if (head.includes(0) && !wideEncoding(head)) throw new Refusal('imports.not_text');
}

/** Keeps the file, finds out how it is written, and suggests what its columns are. Nothing of it stays when it is refused. */
export async function createImport(
  ctx: Context,
  actor: Actor,
  { file, text, name }: { file: Upload | undefined; text: string | undefined; name: string | undefined },
): Promise<ContactImportDetail> {
  const source = file ? file.open() : text === undefined ? undefined : streamOfText(text);
  if (!source) throw new Refusal('imports.no_file');
  const id = ctx.ids.next('import');
  const now = ctx.clock.now();
  const about = { id, tenant_id: actor.tenantId, storage_key: `${actor.tenantId}/imports/${id}.csv` };
  const by = { created_by_id: actorId(actor), created_by: actor.name };
  const times = { created_at: now, forgets_at: new Date(now.getTime() + daysKept * 86_400_000) };
  const called = (name || file?.fileName || 'Pasted').slice(0, 200);
  await ctx.db.asTenant(actor.tenantId, (tx) => store.insertUploading(tx, { ...about, ...by, ...times, name: called }));
  try {
    const read = await keep(ctx, about.storage_key, source);
    return await ctx.db.asTenant(actor.tenantId, async (tx) => {
      const { country } = await workspaceOf(tx, actor.tenantId);
      await store.updateImport(tx, id, { ...asDraft(read, country), state: 'draft', bytes: read.bytes });
      return detailOf(ctx, found(await store.importById(tx, id)), read.lines);
    });
  } catch (error) {
    await ctx.storage.remove(about.storage_key);
    await ctx.db.asTenant(actor.tenantId, (tx) => store.deleteImport(tx, id));
    throw error;
  }
}

interface KeptFile {
  bytes: number;
  detected: ContactImportDetail['detected'];
  lines: string[][];
}

async function keep(ctx: Context, key: string, source: Readable): Promise<KeptFile> {
  const pieces: Uint8Array[] = [];
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let [seen, isUtf8] = [0, true];
  const isStillUtf8 = (piece?: Uint8Array) => {
    try {
      utf8.decode(piece, { stream: piece !== undefined });
      return true;
    } catch {
      return false;
    }
  };
  async function* looked(): AsyncGenerator<Uint8Array> {
    // Streams of bytes give buffers.
    for await (const piece of source as AsyncIterable<Uint8Array>) {
      if (seen < headBytes) pieces.push(piece.subarray(0, headBytes - seen));
      seen += piece.length;
      isUtf8 &&= isStillUtf8(piece);
      yield piece;
    }
    isUtf8 &&= isStillUtf8();
  }
  const { bytes } = await ctx.clock.during(ctx.storage.write(key, Readable.from(looked(), { objectMode: false })));
  const head = Buffer.concat(pieces);
  if (bytes === 0) throw new Refusal('imports.empty');
  mustBeginAsText(head);
  return { bytes, ...detect(head, isUtf8, bytes <= headBytes) };
}

function detect(head: Uint8Array, isUtf8: boolean, isAll: boolean): Pick<KeptFile, 'detected' | 'lines'> {
  const encoding = encodingOf(head, isUtf8);
  const delimiter = delimiterOf(new TextDecoder(encoding).decode(head, { stream: true }));
  const lines = linesOfHead(head, { encoding, delimiter }, isAll);
  if (lines.every((line) => line.every((cell) => cell.trim() === ''))) throw new Refusal('imports.empty');
  return { detected: { encoding, delimiter, header_row: headerRowOf(lines, isUsualName) }, lines };
}

function asDraft({ detected, lines }: KeptFile, country: string) {
  const columns = columnsOf(lines, detected.header_row);
  if (columns.length > importLimits.columns) {
    throw new Refusal('imports.too_many_columns', { most: importLimits.columns });
  }
  const settings: ImportSettings = {
    ...detected,
    matches: suggestedMatches(lines, detected.header_row),
    default_country: country,
    ...{ same_by: 'number', same_then: 'skip', tags: [], time_zone: null, region: null, consent: null },
    campaign_id: null,
  };
  return { detected: JSON.stringify(detected), settings: JSON.stringify(settings), columns };
}

function actorId(actor: Actor): string | null {
  if (actor.kind === 'person') return formatId('person', actor.personId);
  return actor.kind === 'key' ? formatId('key', actor.keyId) : null;
}
