import { type AttemptOutcome, retryFailed } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/field.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { outcomeLabels, peopleInWords } from './campaign-words.ts';
import { type CampaignDetail, campaignKeys } from './queries.ts';
import { delayInWords, retryDelays } from './retry-words.ts';

const retried = [
  'failed',
  'no-answer',
  'busy',
  'machine',
  'canceled',
  'unknown',
] as const satisfies readonly AttemptOutcome[];
type Retried = (typeof retried)[number];

/** Has only those called again whose last attempt failed. */
export function RetryFailedDialog({ campaign, onClose }: { campaign: CampaignDetail; onClose: () => void }) {
  const id = useId();
  const client = useQueryClient();
  const [statuses, setStatuses] = useState<readonly Retried[]>(['failed', 'no-answer', 'busy']);
  const [delay, setDelay] = useState(60);
  const [most, setMost] = useState(3);
  const retry = useMutation({
    mutationFn: () =>
      api(retryFailed, {
        params: { campaign_id: campaign.id },
        body: { maxRetries: most, retryDelay: delay, retryStatuses: [...statuses] },
      }),
    onSuccess: ({ scheduled }) => {
      sayDone(scheduled === 0 ? 'Nobody is like that.' : `${peopleInWords(scheduled)} will be called again.`);
      void client.invalidateQueries({ queryKey: campaignKeys.of(campaign.id) });
      onClose();
    },
  });
  return (
    <Dialog
      onClose={onClose}
      title="Retry failed ones"
      description="Only those whose last attempt ended so; nobody who was reached. Hours and limits hold as for every call."
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (statuses.length > 0 && !retry.isPending) retry.mutate();
        }}
      >
        <fieldset className="grid gap-1">
          <legend className="pb-1 text-[13px] font-medium">Whose last attempt was</legend>
          {retried.map((status) => (
            <label key={status} htmlFor={`${id}-${status}`} className="flex min-h-7 items-center gap-2">
              <input
                id={`${id}-${status}`}
                type="checkbox"
                className="size-4 accent-[var(--accent)]"
                checked={statuses.includes(status)}
                onChange={(event) =>
                  setStatuses(event.target.checked ? [...statuses, status] : statuses.filter((each) => each !== status))
                }
              />
              {outcomeLabels[status]}
            </label>
          ))}
        </fieldset>
        <div className="grid items-start gap-3 sm:grid-cols-2">
          <SelectField
            label="How long after the last attempt"
            value={delay}
            onChange={(event) => setDelay(Number(event.target.value))}
          >
            <option value={0}>At once</option>
            {retryDelays(delay === 0 ? null : delay).map((minutes) => (
              <option key={minutes} value={minutes}>
                {delayInWords(minutes)}
              </option>
            ))}
          </SelectField>
          <SelectField label="Retries at most" value={most} onChange={(event) => setMost(Number(event.target.value))}>
            {[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((count) => (
              <option key={count}>{count}</option>
            ))}
          </SelectField>
        </div>
        {retry.error ? (
          <p role="alert" className="text-danger-text">
            {sentenceOf(retry.error)}
          </p>
        ) : null}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={statuses.length === 0 || retry.isPending}>
            Call them again
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
