import { useState } from 'react';
import { classNames } from './class-names.ts';

/**
 * What is wrong with the fields above. Mended, it leaves its room behind: a field is often mended as it is left for the
 * button below, and a button that moves between press and release is not clicked.
 */
export function RowProblem({ problem }: { problem: string | undefined }) {
  const [last, setLast] = useState(problem);
  if (problem !== undefined && problem !== last) setLast(problem);
  const words = problem ?? last;
  if (words === undefined) return null;
  const isMended = problem === undefined;
  return (
    <p
      role={isMended ? undefined : 'alert'}
      aria-hidden={isMended}
      className={classNames('text-[13px] text-danger-text', isMended && 'invisible')}
    >
      {words}
    </p>
  );
}
