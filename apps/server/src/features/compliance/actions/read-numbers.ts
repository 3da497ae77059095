import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { readPhone } from '#runtime/phone';
import { delimiterOf, findNumberColumn, type NumberColumn, plainNumber } from '../number-column.ts';

/** What one row of a file came to; rows count from 1, the heading too. */
export type NumberRow = { row: number; number: string } | { row: number; problem: string };

/** A file that cannot be read on, in words for whoever sent it. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile';
}

const longestRow = 100_000;

/** The numbers of a text or CSV file, in pieces of about `size` rows, with memory for one piece. */
export async function* readNumbers(
  file: Readable,
  { country, column, from, size }: { country: string; column: string | null; from: number; size: number },
): AsyncGenerator<{ rows: NumberRow[]; bytes: number }> {
  const text = utf8Of(file);
  const first = await text.next();
  const head: Buffer = first.done ? Buffer.alloc(0) : first.value;
  const parser = parse({
    delimiter: delimiterOf(head.subarray(0, 10_000).toString('latin1')),
    ...{ bom: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true },
    max_record_size: longestRow,
  });
  pipeline(Readable.from(continued(head, text), { objectMode: false }), parser, () => undefined);
  let rows: NumberRow[] = [];
  let place: NumberColumn | undefined;
  let row = 0;
  try {
    // Without `columns` a record is the list of its cells.
    for await (const record of parser as AsyncIterable<string[]>) {
      row += 1;
      place ??= placeIn(record, column);
      if (row <= from) continue;
      if (row > 1 || !place.hasHeading) rows.push(readRow(row, record[place.index] ?? '', country));
      if (rows.length >= size) {
        yield { rows, bytes: parser.info.bytes };
        rows = [];
      }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UnreadableFile(`After row ${row} the file cannot be read: a row is too long, or a quote is not closed.`);
  }
  if (rows.length > 0) yield { rows, bytes: parser.info.bytes };
}

function placeIn(first: string[], column: string | null): NumberColumn {
  const place = findNumberColumn(first, column);
  if ('problem' in place) throw new UnreadableFile(place.problem);
  return place;
}

function readRow(row: number, cell: string, country: string): NumberRow {
  const plain = plainNumber(cell, country);
  if (plain !== undefined) return { row, number: plain };
  const phone = readPhone(cell, country);
  return 'problem' in phone ? { row, problem: phone.problem } : { row, number: phone.number };
}

async function* continued(head: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield head;
  yield* rest;
}

// Spreadsheets save "Unicode text" as UTF-16; of all else only digits matter, which are the same everywhere.
async function* utf8Of(file: Readable): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | undefined;
  let isFirst = true;
  // Streams of bytes give buffers.
  for await (const piece of file as AsyncIterable<Buffer>) {
    if (isFirst) decoder = decoderOf(piece);
    isFirst = false;
    yield decoder ? Buffer.from(decoder.decode(piece, { stream: true })) : piece;
  }
}

function decoderOf(head: Uint8Array): TextDecoder | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le');
  return head[0] === 0xfe && head[1] === 0xff ? new TextDecoder('utf-16be') : undefined;
}

/** Bytes that no text has, unless it is UTF-16. */
export function looksLikeText(head: Uint8Array): boolean {
  return decoderOf(head) !== undefined || !head.includes(0);
}
