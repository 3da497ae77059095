// Checks that time and chance come from the clock, random and ids of @offhook/kit alone, so that tests can rule both.
import { globSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

const forbidden = [
  { words: /\bnew Date\(\s*\)|\bDate\(\s*\)/, sentence: 'reads the wall clock' },
  { words: /\bDate\s*\.\s*now\b/, sentence: 'reads the wall clock' },
  { words: /\bMath\s*\.\s*random\b/, sentence: 'draws its own chance' },
];

/** One line for each use, as `path:line: what it does`. To turn a given time into a date is neither. */
export function findTimeAndChance(path: string, text: string): string[] {
  if (path.startsWith('packages/kit/')) return [];
  return text
    .split('\n')
    .flatMap((line, index) =>
      forbidden
        .filter(({ words }) => words.test(withoutProse(line)))
        .map(({ sentence }) => `${path}:${index + 1}: ${sentence}; use the clock, random or ids of @offhook/kit.`),
    );
}

function withoutProse(line: string): string {
  return /^\s*(\/\/|\*|\/\*)/.test(line) ? '' : line.replace(/\s\/\/ .*$/, '');
}

const sources = ['apps', 'packages', 'journeys', 'bench', 'conformance'].map((folder) => `${folder}/**/*.{ts,tsx}`);

if (import.meta.main) {
  const files = globSync(sources, { exclude: (name) => /(^|\/)(node_modules|dist)$/.test(name) });
  const found = files.flatMap((file) => findTimeAndChance(relative('.', file), readFileSync(file, 'utf8')));
  for (const line of found) console.error(line);
  process.exitCode = found.length > 0 ? 1 : 0;
}
