import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { RootIsNotResponse, type TwimlWarning, UnparseableTwiml } from './errors.ts';
import { parseTwiml } from './parse.ts';
import { printTwiml } from './print.ts';

/** What was found out about one file; it passes when there are no failures. */
export interface Finding {
  path: string;
  failures: string[];
  warnings: TwimlWarning[];
}

/** A further thing to ask of a document that can be read, such as running it; answers with what went wrong. */
export type FurtherCheck = (xml: string, path: string) => Promise<string[]>;

/**
 * Checks every `.twiml` and `.xml` file below `folder`, in the order of their paths: it can be read, and what is printed
 * of it is read as the same verbs.
 *
 * @example
 * await checkFolder('samples'); // [{ path: 'samples/a.twiml', failures: [], warnings: [] }]
 */
export async function checkFolder(folder: string, further?: FurtherCheck): Promise<Finding[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && /\.(twiml|xml)$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  const findings: Finding[] = [];
  for (const path of paths) findings.push(await checkFile(path, further));
  return findings;
}

async function checkFile(path: string, further?: FurtherCheck): Promise<Finding> {
  const xml = await readFile(path, 'utf8');
  const { failures, warnings } = checkDocument(xml);
  const more = failures.length === 0 && further ? await further(xml, path) : [];
  return { path, failures: [...failures, ...more], warnings };
}

/** Whether a document can be read, and is the same when printed and read again. */
export function checkDocument(xml: string): Omit<Finding, 'path'> {
  try {
    const { verbs, warnings } = parseTwiml(xml);
    const again = parseTwiml(printTwiml(verbs));
    const failures: string[] = [];
    if (!isDeepStrictEqual(again.verbs, verbs)) failures.push('what is printed of it is read as other verbs');
    for (const { message } of again.warnings) failures.push(`what is printed of it is warned of: ${message}`);
    return { failures, warnings };
  } catch (error) {
    if (!(error instanceof UnparseableTwiml || error instanceof RootIsNotResponse)) throw error;
    return { failures: [`${error.code}: ${error.message}`], warnings: [] };
  }
}

/** The findings as lines to read, the last one a summary; `passed` when there were files and none failed. */
export function reportOf(folder: string, findings: readonly Finding[]): { text: string; passed: boolean } {
  if (findings.length === 0) return { text: `There is no .twiml or .xml file in ${folder}.`, passed: false };
  const lines = findings.flatMap(({ path, failures, warnings }) => [
    ...failures.map((failure) => `${path}: failed: ${failure}`),
    ...warnings.map((warning) => `${path}: warning ${warning.code} at ${warning.path}: ${warning.message}`),
  ]);
  const failed = findings.filter(({ failures }) => failures.length > 0).length;
  const warned = findings.filter(({ warnings }) => warnings.length > 0).length;
  lines.push(
    `${findings.length} documents: ${findings.length - failed} passed, ${failed} failed, ${warned} with warnings`,
  );
  return { text: lines.join('\n'), passed: failed === 0 };
}
