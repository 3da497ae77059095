import { placeSome } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/field.tsx';
import { type CampaignDetail, campaignKeys } from './queries.ts';

/** Calls the next prospects now, and says of each one that could not be called why. */
export function PlaceSomeDialog({ campaign, onClose }: { campaign: CampaignDetail; onClose: () => void }) {
  const client = useQueryClient();
  const [count, setCount] = useState(10);
  const place = useMutation({
    mutationFn: () => api(placeSome, { params: { campaign_id: campaign.id }, body: { max_calls: count } }),
    onSettled: () => client.invalidateQueries({ queryKey: campaignKeys.of(campaign.id) }),
  });
  const reasons = [...Map.groupBy(place.data?.failures ?? [], ({ reason }) => reason.message)];
  return (
    <Dialog
      onClose={onClose}
      title="Call the next ones now"
      description="As many as hours, limits and the law let at this moment; the campaign goes on by itself as well."
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!place.isPending) place.mutate();
        }}
      >
        <SelectField label="Calls at most" value={count} onChange={(event) => setCount(Number(event.target.value))}>
          {[1, 5, 10, 25, 50, 100].map((each) => (
            <option key={each}>{each}</option>
          ))}
        </SelectField>
        <div role="status" className="grid min-h-5 gap-1">
          {place.data ? <p>{placedInWords(place.data)}</p> : null}
          {reasons.map(([message, failures]) => (
            <p key={message} className="text-[13px] text-muted">
              {failures.length}: {message}
            </p>
          ))}
        </div>
        {place.error ? (
          <p role="alert" className="text-danger-text">
            {sentenceOf(place.error)}
          </p>
        ) : null}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Close</Button>
          <Button look="call" type="submit" disabled={place.isPending}>
            Call now
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function placedInWords({ scheduled, failed }: { scheduled: number; failed: number }): string {
  const calls = scheduled === 1 ? '1 call is' : `${scheduled} calls are`;
  return failed === 0 ? `${calls} being placed.` : `${calls} being placed, ${failed} could not be:`;
}
