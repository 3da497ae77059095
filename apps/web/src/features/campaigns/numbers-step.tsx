import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { formatNumber } from '../../app/phone.ts';
import { RowProblem } from '../../ui/row-problem.tsx';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { numberChoicesQuery } from '../numbers/queries.ts';
import { useWorkspace } from '../workspaces/workspace.ts';
import { FixedNote } from './fixed-note.tsx';
import type { CampaignEditing } from './use-campaign-editing.ts';

/** Which of our numbers people see; several are used in turn. */
export function NumbersStep({ editing }: { editing: CampaignEditing }) {
  const { country, default_from_number: usual } = useWorkspace();
  const numbers = useQuery(numberChoicesQuery);
  const id = useId();
  const { caller_ids: chosen } = editing.draft.choices;
  const ours = (numbers.data?.items ?? []).filter(({ is_active }) => is_active);
  // What was chosen and is not ours any more must be seen, to be taken away.
  const gone = numbers.data ? chosen.filter((number) => ours.every(({ phone_number }) => phone_number !== number)) : [];
  const rows = [
    ...ours.map(({ phone_number, label }) => ({ number: phone_number, label, isGone: false })),
    ...gone.map((number) => ({ number, label: 'Not among your numbers', isGone: true })),
  ];
  const toggle = (number: string, on: boolean) =>
    editing.choose({ caller_ids: on ? [...chosen, number] : chosen.filter((each) => each !== number) });
  return (
    <>
      <FixedNote editing={editing} what="Numbers" />
      <fieldset disabled={editing.isFixed('caller_ids')} className="card grid min-w-0 gap-2 p-4">
        <legend className="sr-only">Numbers to call from</legend>
        <p className="text-muted">
          People see one of these numbers and can call it back. Several are used in turn, so that none of them is marked
          as a nuisance so soon.
        </p>
        {numbers.isPending ? <Skeleton rows={3} rowHeight={36} label="Loading your numbers" /> : null}
        {numbers.isError && !numbers.data ? (
          <FailedState what="Your numbers" error={numbers.error} onRetry={() => void numbers.refetch()} />
        ) : null}
        {rows.map(({ number, label, isGone }) => (
          <div key={number} className="flex min-h-9 items-center gap-3">
            <input
              id={`${id}-${number}`}
              type="checkbox"
              className="size-4 shrink-0 accent-[var(--accent)]"
              checked={chosen.includes(number)}
              onChange={(event) => toggle(number, event.target.checked)}
            />
            <label htmlFor={`${id}-${number}`} className="min-w-0 break-words">
              <span className="tabular">{formatNumber(number, country)}</span>{' '}
              {label === number ? null : <span className={isGone ? 'text-danger-text' : 'text-muted'}>{label}</span>}
            </label>
          </div>
        ))}
        <RowProblem problem={editing.problemOf('caller_ids')} />
        <p className="text-[13px]">{usualInWords(chosen.length, usual && formatNumber(usual, country))}</p>
        {numbers.data ? (
          <Link to="/numbers" className="min-h-6 justify-self-start text-accent-text underline underline-offset-2">
            {ours.length === 0 ? 'Get a number' : 'Your numbers'}
          </Link>
        ) : null}
      </fieldset>
    </>
  );
}

function usualInWords(chosen: number, usual: string | null | undefined): string {
  if (chosen > 0) return chosen === 1 ? '1 number is chosen.' : `${chosen} numbers are chosen.`;
  if (usual) return `None is chosen: calls come from the usual number of the workspace, ${usual}.`;
  return 'None is chosen, and the workspace has no usual number: choose one, or set the usual one in Settings.';
}
