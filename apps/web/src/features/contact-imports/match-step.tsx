import { checkContactImport } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { RowProblem } from '../../ui/row-problem.tsx';
import { CountryAndPreview } from './country-preview.tsx';
import type { StepProps } from './import-page.tsx';
import { MatchColumns } from './match-columns.tsx';
import { MatchConsent } from './match-consent.tsx';
import { MatchExtras } from './match-extras.tsx';
import { MatchSame } from './match-same.tsx';
import { applyImport, importKeys } from './queries.ts';
import { useImportSettings } from './use-import-settings.ts';

/** What the columns become, how their numbers are read, and what is the same for all rows. */
export function MatchStep({ of, onStep }: StepProps) {
  const client = useQueryClient();
  const change = useImportSettings(of.id);
  const check = useMutation({
    mutationFn: () => api(checkContactImport, { params: { import_id: of.id } }),
    onSuccess: (answer) => {
      client.removeQueries({ queryKey: importKeys.rows(of.id) });
      applyImport(client, answer);
      onStep('check');
    },
  });
  const isBusy = change.isPending || check.isPending;
  const set = change.mutate;
  const next = () => {
    if (isBusy) return;
    if (of.state === 'checked') onStep('check');
    else check.mutate();
  };
  const error = check.error ?? change.error;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <MatchColumns of={of} onChange={set} />
          <MatchExtras of={of} onChange={set} />
        </div>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <CountryAndPreview of={of} onChange={set} />
          <MatchSame of={of} onChange={set} />
          <MatchConsent of={of} onChange={set} />
        </div>
      </div>
      <RowProblem problem={error ? sentenceOf(error) : undefined} />
      <div className="flex flex-wrap items-center gap-2 border-t pt-3">
        <Button onClick={() => onStep('file')}>Back</Button>
        <Button look="primary" aria-disabled={isBusy} onClick={next}>
          Next: Check rows
        </Button>
        <p role="status" className="text-[13px] text-muted">
          {change.isPending ? 'Saving…' : 'Saved. Nothing is imported yet.'}
        </p>
      </div>
    </div>
  );
}
