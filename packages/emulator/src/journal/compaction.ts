import { createReadStream } from 'node:fs';
import { type FileHandle, open, rename } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Entry } from '../world.ts';
import { entryOf } from './line.ts';
import type { Writer } from './writer.ts';

/** Whether an entry of the past is still needed. */
export type Keeps = (entry: Entry) => boolean;

/**
 * Writes the file anew without what is not kept any more: entries that `keeps` gives up, and rows that were put again or
 * removed later. What is appended meanwhile is taken over as it is. A crash leaves the old file.
 */
export async function compactFile(path: string, writer: Writer, keeps: Keeps): Promise<void> {
  await writer.flushed();
  const end = writer.byteLength();
  if (end === 0) return;
  const latest = await latestRows(path, end);
  const partPath = `${path}.part`;
  const part = await open(partPath, 'w+');
  try {
    await copyKept(path, end, part, (entry, number) => keeps(entry) && isLatest(latest, entry, number));
  } catch (error) {
    await part.close();
    throw error;
  }
  await writer.replace(async () => {
    for await (const bytes of createReadStream(path, { start: end })) await part.appendFile(bytes);
    await part.datasync();
    const { size } = await part.stat();
    await part.close();
    await rename(partPath, path);
    return { file: await open(path, 'a'), byteLength: size };
  });
}

/** The number of the line that last put each row. */
type LatestRows = Map<string, number>;

async function latestRows(path: string, end: number): Promise<LatestRows> {
  const latest: LatestRows = new Map();
  let number = 0;
  for await (const line of linesOf(path, end)) {
    number += 1;
    if (!line.startsWith('{"kind":"row"')) continue;
    const entry = entryOf(line);
    if (entry.kind === 'row') latest.set(`${entry.table} ${entry.sid}`, number);
  }
  return latest;
}

function isLatest(latest: LatestRows, entry: Entry, number: number): boolean {
  if (entry.kind !== 'row') return true;
  return entry.row !== undefined && latest.get(`${entry.table} ${entry.sid}`) === number;
}

const batchCharacters = 1 << 20;

async function copyKept(
  path: string,
  end: number,
  part: FileHandle,
  isKept: (entry: Entry, number: number) => boolean,
): Promise<void> {
  let number = 0;
  let batch = '';
  for await (const line of linesOf(path, end)) {
    number += 1;
    if (!isKept(entryOf(line), number)) continue;
    batch += `${line}\n`;
    if (batch.length < batchCharacters) continue;
    await part.appendFile(batch);
    batch = '';
  }
  await part.appendFile(batch);
}

function linesOf(path: string, end: number): AsyncIterable<string> {
  return createInterface({ input: createReadStream(path, { end: end - 1 }), crlfDelay: Number.POSITIVE_INFINITY });
}
