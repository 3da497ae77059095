import { previewNext, type RouteResponse } from '@offhook/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../app/api.ts';

export type Previewed = RouteResponse<typeof previewNext>;

/** The prospect whom somebody looks at; it outlives a look at another tab, for as long as nobody else is given them. */
export function usePreview(campaignId: string) {
  const client = useQueryClient();
  // Not below the keys of the campaign: whatever renews these would take the prospect away.
  const queryKey = ['previewed', campaignId];
  const shown = useQuery<Previewed | null>({ queryKey, queryFn: () => null, enabled: false }).data ?? undefined;
  const next = useMutation({
    mutationFn: () => api(previewNext, { params: { campaign_id: campaignId } }),
    onSuccess: (answer) => client.setQueryData(queryKey, answer),
  });
  return { shown, next };
}
