import { cancelVirtualDay, getVirtualDay, startVirtualDay, type VirtualMix } from '@offhook/contract';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../app/api.ts';

const whilePlayedMs = 700;

const virtualDayQuery = (campaignId: string) =>
  queryOptions({
    queryKey: ['campaigns', 'virtual-day', campaignId],
    queryFn: async ({ signal }) =>
      (await api(getVirtualDay, { params: { campaign_id: campaignId }, signal })).virtual_day,
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? whilePlayedMs : false),
  });

export interface VirtualDayWish {
  mix: VirtualMix;
  seed: number;
  days: number;
  sample: number;
  seats: number;
}

/** The virtual day of a campaign, and what can be done with it. */
export function useVirtualDay(campaignId: string) {
  const client = useQueryClient();
  const { queryKey, ...query } = virtualDayQuery(campaignId);
  const known = useQuery({ queryKey, ...query });
  const params = { campaign_id: campaignId };
  const start = useMutation({
    mutationFn: (wish: VirtualDayWish) => api(startVirtualDay, { params, body: wish }),
    onSuccess: (day) => client.setQueryData(queryKey, day),
  });
  const cancel = useMutation({
    mutationFn: () => api(cancelVirtualDay, { params }),
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
  return { known, day: known.data ?? undefined, start, cancel };
}

export type VirtualDayPowers = ReturnType<typeof useVirtualDay>;
