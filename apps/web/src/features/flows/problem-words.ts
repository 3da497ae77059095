import type { FlowProblem } from '@offhook/flow';

/** What stands beside a field: its first error, or its first warning. */
export function problemAt(
  problems: readonly FlowProblem[],
  field: string,
): { error: string | undefined; warning: string | undefined } {
  const here = problems.filter((problem) => problem.field === field);
  const error = here.find(({ severity }) => severity === 'error')?.sentence;
  return { error, warning: error ? undefined : here.find(({ severity }) => severity === 'warning')?.sentence };
}

/** `countInWords(problems)` is `3 errors, 1 warning`, or `No problems`. */
export function countInWords(problems: readonly FlowProblem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  const parts = [errors > 0 && counted(errors, 'error'), warnings > 0 && counted(warnings, 'warning')].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : 'No problems';
}

function counted(amount: number, word: string): string {
  return `${amount} ${word}${amount === 1 ? '' : 's'}`;
}

/** Errors before warnings; inside of each the order of the nodes in the graph. */
export function inOrder(problems: readonly FlowProblem[]): FlowProblem[] {
  return [
    ...problems.filter(({ severity }) => severity === 'error'),
    ...problems.filter(({ severity }) => severity !== 'error'),
  ];
}
