import { importDelimiters, type importEncodings } from '@offhook/contract';

type Encoding = (typeof importEncodings)[number];
type Delimiter = (typeof importDelimiters)[number];

/** What the first bytes of a file say that is no text, in words; undefined: it may be text. */
export function spreadsheetKind(head: Uint8Array): string | undefined {
  const begins = (...bytes: number[]) => bytes.every((byte, index) => head[index] === byte);
  if (begins(0x50, 0x4b, 0x03, 0x04)) return 'an Excel or zip file';
  if (begins(0xd0, 0xcf, 0x11, 0xe0)) return 'an old Excel file';
  if (begins(0x1f, 0x8b)) return 'a compressed file';
  return begins(0x25, 0x50, 0x44, 0x46) ? 'a PDF' : undefined;
}

/** UTF-16 by its mark, or by every other byte being zero; undefined: one of those with a byte for each letter. */
export function wideEncoding(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const zeros: [number, number] = [0, 0];
  const looked = Math.min(head.length, 4096);
  for (let index = 0; index < looked; index += 1) if (head[index] === 0) zeros[index % 2 === 0 ? 0 : 1] += 1;
  const [even, odd] = zeros;
  if (Math.max(even, odd) * 5 < looked || Math.min(even, odd) * 10 > Math.max(even, odd)) return undefined;
  return odd > even ? 'utf-16le' : 'utf-16be';
}

/** The encoding of a file: what is no UTF-8 from its first byte to its last was written by an old spreadsheet. */
export function encodingOf(head: Uint8Array, isUtf8: boolean): Encoding {
  return wideEncoding(head) ?? (isUtf8 ? 'utf-8' : 'windows-1252');
}

const linesLookedAt = 30;

/** The delimiter that stands in the same number in the most lines. */
export function delimiterOf(head: string): Delimiter {
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of importDelimiters) {
    const counts = countsInLines(head, delimiter);
    const usual = mostFrequent(counts.filter((count) => count > 0));
    const alike = counts.filter((count) => count === usual).length / counts.length;
    const score = usual === 0 ? 0 : alike * 100 + Math.min(usual, 20);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** How often a delimiter stands outside of quotes in each of the first lines that are not empty. */
function countsInLines(text: string, delimiter: string): number[] {
  const counts: number[] = [];
  let [count, isQuoted, isEmpty] = [0, false, true];
  for (const letter of text) {
    if (letter === '"') isQuoted = !isQuoted;
    else if (!isQuoted && letter === delimiter) count += 1;
    else if (!isQuoted && (letter === '\n' || letter === '\r')) {
      if (!isEmpty) counts.push(count);
      [count, isEmpty] = [0, true];
      if (counts.length === linesLookedAt) break;
      continue;
    }
    if (letter.trim() !== '') isEmpty = false;
  }
  if (counts.length === 0) counts.push(count);
  return counts;
}

function mostFrequent(numbers: number[]): number {
  const times = new Map<number, number>();
  for (const each of numbers) times.set(each, (times.get(each) ?? 0) + 1);
  return [...times].toSorted((one, other) => other[1] - one[1])[0]?.[0] ?? 0;
}

/**
 * Which of the first lines names the columns; null: none does. `knows` tells whether a cell is the usual name of a column.
 */
export function headerRowOf(lines: readonly string[][], knows: (cell: string) => boolean): number | null {
  const widest = Math.max(0, ...lines.slice(0, 10).map((line) => filled(line).length));
  const named = lines.slice(0, 10).findIndex((line) => {
    const known = line.filter(knows).length;
    return known >= 2 || (known === 1 && filled(line).length === widest && !line.some(isValue));
  });
  if (named >= 0) return named + 1;
  const [first = []] = lines;
  const cells = filled(first);
  const areNames = cells.length > 0 && new Set(cells).size === cells.length && !first.some(isValue);
  return areNames && cells.length === first.length && lines.slice(1, 10).some((line) => line.some(isValue)) ? 1 : null;
}

const filled = (line: readonly string[]) => line.map((cell) => cell.trim()).filter(Boolean);

/** A number, an e-mail, a date: nothing that a column is called. */
function isValue(cell: string): boolean {
  return /^[\d\s()+./:-]{3,}$/.test(cell.trim()) || /\S@\S+\.\S/.test(cell);
}
