import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type ImportSettings, importLimits } from '@offhook/contract';
import { CsvError, type Options, parse as parseStream } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';

export interface StoredFile {
  storageKey: string;
  bytes: number;
}
type Form = Pick<ImportSettings, 'encoding' | 'delimiter'>;

/** The widest row of the longest cells; what is longer is a quotation mark that was never closed. */
const mostOfRow = 2_500_000;
export const headBytes = 256 * 1024;
const headLines = 60;

const optionsOf = ({ delimiter }: Pick<Form, 'delimiter'>): Options => ({
  delimiter,
  bom: true,
  // In this order, for files that mix them.
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
  max_record_size: mostOfRow,
});

/** The first lines of a file, as far as they are whole; a text that cannot be read further ends them. */
export function linesOfHead(head: Uint8Array, form: Form, isAll: boolean): string[][] {
  const text = new TextDecoder(form.encoding).decode(head, { stream: !isAll });
  const lines: string[][] = [];
  try {
    parse(text, {
      ...optionsOf(form),
      to: headLines,
      on_record: (line: string[]) => {
        lines.push(line);
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (lines.length === 0) throw unreadable(error);
    return lines;
  }
  const isCut = !isAll && lines.length < headLines;
  return isCut ? lines.slice(0, -1) : lines;
}

export async function readHead(ctx: Context, { storageKey, bytes }: StoredFile, form: Form): Promise<string[][]> {
  const range = { start: 0, end: Math.min(bytes, headBytes) - 1 };
  const head = Buffer.concat(await Array.fromAsync<Buffer>(ctx.storage.open(storageKey, range)));
  return linesOfHead(head, form, bytes <= headBytes);
}

export interface FileRow {
  /** Its place below the header, the first is 1. */
  row: number;
  cells: string[];
}

/** How far a file has been read. */
export interface Reading {
  bytes: number;
}

/** Every row below the header, one after the other; lines without any text are no rows. */
export async function* rowsOfFile(
  ctx: Context,
  { storageKey }: Pick<StoredFile, 'storageKey'>,
  settings: Form & Pick<ImportSettings, 'header_row'>,
  reading: Reading = { bytes: 0 },
): AsyncGenerator<FileRow> {
  const parser = parseStream(optionsOf(settings));
  const source = ctx.storage.open(storageKey);
  const feeding = pipeline(source, (pieces) => decoded(pieces, settings.encoding, reading), parser);
  // Whoever reads the rows hears of it from the parser.
  feeding.catch(() => undefined);
  let [line, row] = [0, 0];
  try {
    // The parser gives one array of cells for each line.
    for await (const cells of parser as AsyncIterable<string[]>) {
      line += 1;
      if (line <= (settings.header_row ?? 0) || cells.every((cell) => cell.trim() === '')) continue;
      row += 1;
      if (row > importLimits.rows) {
        throw new Refusal('imports.unreadable', { problem: `there are more than ${importLimits.rows} rows.` });
      }
      // A line of nothing but delimiters has millions of cells; one too many says enough.
      yield { row, cells: cells.slice(0, importLimits.columns + 1) };
    }
    await feeding;
  } catch (error) {
    throw error instanceof CsvError ? unreadable(error) : error;
  } finally {
    source.destroy();
  }
}

async function* decoded(
  pieces: AsyncIterable<Uint8Array>,
  encoding: Form['encoding'],
  reading: Reading,
): AsyncGenerator<Uint8Array | string> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of pieces) {
    reading.bytes += piece.length;
    // The parser reads UTF-8 itself.
    yield encoding === 'utf-8' ? piece : decoder.decode(piece, { stream: true });
  }
  if (encoding !== 'utf-8') yield decoder.decode();
}

function unreadable(error: CsvError): Refusal {
  const { code } = error;
  // The parser counts lines in the error; they are none of its declared fields.
  const line = 'lines' in error ? Number(error.lines) : undefined;
  const where = line === undefined ? '' : ` near line ${line}`;
  const isQuote = code === 'CSV_QUOTE_NOT_CLOSED' || code === 'CSV_MAX_RECORD_SIZE';
  return new Refusal('imports.unreadable', {
    problem: isQuote ? `a quotation mark that opens${where} is never closed.` : `${error.message}${where}.`,
  });
}

export function streamOfText(text: string): Readable {
  return Readable.from([Buffer.from(text)]);
}
