/** Which column of a file holds the numbers, and whether its first row is a heading. */
export interface NumberColumn {
  index: number;
  hasHeading: boolean;
}

const headings = /phone|mobile|cell|^tel|telef|number|numero|número|nummer|msisdn|dnc|fax/i;

/** By the column that was asked for, else by the heading, else by the first cell that looks like a number. */
export function findNumberColumn(first: readonly string[], asked: string | null): NumberColumn | { problem: string } {
  const cells = first.map((cell) => cell.trim());
  const hasHeading = !cells.some(looksLikeNumber);
  if (asked !== null) {
    const byName = cells.findIndex((cell) => cell.toLowerCase() === asked.toLowerCase());
    const index = byName >= 0 ? byName : Number(asked) - 1;
    if (Number.isInteger(index) && index >= 0 && index < cells.length) return { index, hasHeading };
    return { problem: `There is no column ${asked}. The first row is: ${cells.slice(0, 10).join(', ').slice(0, 200)}` };
  }
  const wanted = hasHeading ? cells.findIndex((cell) => headings.test(cell)) : cells.findIndex(looksLikeNumber);
  return { index: Math.max(0, wanted), hasHeading };
}

/** The delimiter of a file: the one that stands most often in its first line. */
export function delimiterOf(head: string): string {
  const line = head.split(/\r?\n/, 1)[0] ?? '';
  const count = (delimiter: string) => line.split(delimiter).length;
  return [',', ';', '\t', '|'].reduce((best, each) => (count(each) > count(best) ? each : best));
}

function looksLikeNumber(cell: string): boolean {
  return /^\+?[\d\s().-]+$/.test(cell) && cell.replace(/\D/g, '').length >= 7;
}

/**
 * A number in a form that needs no numbering plan to be read: E.164, or ten digits of North America. A register has
 * millions of them. Whether such a number can exist does not matter: one that cannot is not called either.
 */
export function plainNumber(text: string, country: string): string | undefined {
  const short = text.replace(/[\s().-]/g, '');
  if (/^\+[1-9]\d{7,14}$/.test(short)) return short;
  const isAmerican = country === 'US' || country === 'CA';
  const ten = isAmerican ? /^1?([2-9]\d{9})$/.exec(short)?.[1] : undefined;
  return ten && `+1${ten}`;
}
