import { changeProspect, placeProspect, type RouteRequest, removeProspect } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { sayDone } from '../../ui/toasts.tsx';
import { campaignKeys } from './queries.ts';

/** What can be done with one prospect. */
export function useProspectActs(campaignId: string, prospectId: string, onGone: () => void) {
  const client = useQueryClient();
  const params = { campaign_id: campaignId, prospect_id: prospectId };
  const renew = () => client.invalidateQueries({ queryKey: campaignKeys.of(campaignId) });
  const place = useMutation({
    mutationFn: ({ scheduledFor }: { scheduledFor?: string }) =>
      api(placeProspect, { body: { campaignId, prospectId, ...(scheduledFor && { scheduledFor }) } }),
    onSuccess: (answer) => {
      if ('scheduledCall' in answer) sayDone('The time is set. Hours and limits hold then as well.');
    },
    onSettled: renew,
  });
  const change = useMutation({
    mutationFn: (body: RouteRequest<typeof changeProspect>['body']) => api(changeProspect, { params, body }),
    onSettled: renew,
  });
  const remove = useMutation({
    mutationFn: () => api(removeProspect, { params }),
    onSuccess: () => {
      onGone();
      sayDone('They are out of the campaign. The contact stays.');
    },
    onSettled: renew,
  });
  const all = [place, change, remove];
  return {
    place,
    change,
    remove,
    isBusy: all.some(({ isPending }) => isPending),
    error: all.map(({ error }) => error).find((error) => error !== null),
  };
}
