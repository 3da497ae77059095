import { cancelContactImport, checkContactImport, runContactImport } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { RowProblem } from '../../ui/row-problem.tsx';
import { Switch } from '../../ui/switch.tsx';
import { CheckSummary } from './check-summary.tsx';
import { CheckedRows } from './checked-rows.tsx';
import type { StepProps } from './import-page.tsx';
import { ProgressOfImport } from './import-progress.tsx';
import { rowsInWords } from './import-words.ts';
import { applyImport, importKeys } from './queries.ts';

/** Every row was read: those with problems can be mended here, and then the import is started. */
export function CheckStep({ of, onStep }: StepProps) {
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => api(cancelContactImport, { params: { import_id: of.id } }),
    onSuccess: (answer) => {
      applyImport(client, answer);
      onStep('match');
    },
  });
  if (of.state === 'checking' || !of.checked)
    return (
      <section aria-label="Checking" className="card grid max-w-4xl gap-4 p-4">
        <ProgressOfImport of={of} title="Every row is being read" />
        <Button className="justify-self-start" aria-disabled={cancel.isPending} onClick={() => cancel.mutate()}>
          Cancel
        </Button>
        <RowProblem problem={cancel.error ? sentenceOf(cancel.error) : undefined} />
      </section>
    );
  return <Checked of={of} checked={of.checked} onStep={onStep} />;
}

function Checked({ of, checked, onStep }: StepProps & { checked: NonNullable<StepProps['of']['checked']> }) {
  const client = useQueryClient();
  const [onlyProblems, setOnlyProblems] = useState(checked.with_problems > 0);
  const params = { import_id: of.id };
  const run = useMutation({
    mutationFn: () => api(runContactImport, { params }),
    onSuccess: (answer) => {
      applyImport(client, answer);
      onStep('result');
    },
  });
  const again = useMutation({
    mutationFn: () => api(checkContactImport, { params }),
    onSuccess: (answer) => {
      client.removeQueries({ queryKey: importKeys.rows(of.id) });
      applyImport(client, answer);
    },
  });
  const isBusy = run.isPending || again.isPending;
  const error = run.error ?? again.error;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <CheckSummary checked={checked} settings={of.settings} />
      <CheckedRows
        key={String(onlyProblems)}
        of={of}
        only={onlyProblems ? 'problems' : 'all'}
        filter={<Switch label="Show only rows with errors" checked={onlyProblems} onChange={setOnlyProblems} />}
      />
      <RowProblem problem={error ? sentenceOf(error) : undefined} />
      <div className="flex flex-wrap items-center gap-2 border-t pt-3">
        <Button onClick={() => onStep('match')}>Back</Button>
        <Button
          look="primary"
          disabled={checked.fine === 0}
          aria-disabled={isBusy}
          onClick={() => isBusy || run.mutate()}
        >
          Import {rowsInWords(checked.fine)}
        </Button>
        <Button look="ghost" aria-disabled={isBusy} onClick={() => isBusy || again.mutate()}>
          Check again
        </Button>
      </div>
    </div>
  );
}
