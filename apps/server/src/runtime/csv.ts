import { pipeline, type Readable } from 'node:stream';
import { stringify } from 'csv-stringify';

/** A cell that may begin with + or - and is no formula: nothing but a number can be in it. */
const plainNumber = /^[+-]?\d[\d ().-]*$/;

/**
 * Lines of cells as CSV. A cell that a spreadsheet would run begins with an apostrophe (OWASP, CSV Injection, read
 * 2026-11-21); telephone numbers stay as they are, so that they can be read again.
 */
export function csvOf(lines: Readable): Readable {
  const csv = stringify({
    record_delimiter: 'windows',
    escape_formulas: true,
    // With that delimiter a lone line feed would not be quoted, and readers would take it for the end of the record.
    quoted_match: /[\r\n]/,
    cast: { string: (value) => (plainNumber.test(value) ? { value, escape_formulas: false } : value) },
  });
  // Either side that ends early ends the other; whoever reads hears of it from the stream that they read.
  return pipeline(lines, csv, () => undefined);
}

/** The text of a cell as it was before `csvOf` made it harmless. */
export function withoutApostrophe(cell: string): string {
  return /^'[=+\-@\t\r＝＋－＠]/.test(cell) ? cell.slice(1) : cell;
}
