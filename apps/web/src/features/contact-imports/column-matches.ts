import type { ContactImportDetail, ImportSettings, ImportTarget } from '@offhook/contract';

type Matches = ImportSettings['matches'];
type Match = Matches[number];

const manyTimes: readonly ImportTarget[] = ['ignore', 'phone', 'tags', 'metadata'];

/** What a column becomes; one that nobody has matched is left out. */
export function matchOf(matches: Matches, column: number): Match {
  return matches.find((match) => match.column === column) ?? { column, target: 'ignore' };
}

/** The matches with one of them changed. What only one column can be moves to it from the column that was it. */
export function withMatch(matches: Matches, changed: Match): Matches {
  const isOnce = !manyTimes.includes(changed.target);
  const others = matches
    .filter(({ column }) => column !== changed.column)
    .map((match) =>
      isOnce && match.target === changed.target ? { column: match.column, target: 'ignore' as const } : match,
    );
  return [...others, changed].sort((a, b) => a.column - b.column);
}

/** The columns that rows are checked for, in the order of the file. */
export function shownColumns({ columns, settings }: Pick<ContactImportDetail, 'columns' | 'settings'>) {
  return columns.flatMap(({ column, name }) => {
    const { target } = matchOf(settings.matches, column);
    return target === 'ignore' ? [] : [{ column, name, target }];
  });
}

export interface ReadCell {
  written: string;
  read: { number: string } | { problem: string };
}

/** How the phone cells of the first rows are read, each way of writing once. */
export function readCells(
  { preview, settings }: Pick<ContactImportDetail, 'preview' | 'settings'>,
  most: number,
): ReadCell[] {
  const phones = settings.matches.filter(({ target }) => target === 'phone').map(({ column }) => column);
  const found = new Map<string, ReadCell>();
  for (const { cells, numbers, problems } of preview) {
    for (const column of phones) {
      const written = cells[column]?.trim() ?? '';
      const number = numbers.find((each) => each.column === column)?.number;
      const problem = problems.find((each) => each.column === column)?.problem;
      const read = number !== undefined ? { number } : problem !== undefined ? { problem } : undefined;
      if (written !== '' && read && !found.has(written)) found.set(written, { written, read });
    }
  }
  return [...found.values()].slice(0, most);
}
