import { addProspects, type RouteRequest } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { campaignKeys } from './queries.ts';

type Wanted = RouteRequest<typeof addProspects>['body'];

/** Adds people to a campaign, and says what came of it. */
export function useAddProspects(campaignId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Wanted) => api(addProspects, { params: { campaign_id: campaignId }, body }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: campaignKeys.of(campaignId) });
      void client.invalidateQueries({ queryKey: campaignKeys.lists });
    },
  });
}

/** `412 added, 3 were there already, 2 will not be called (see their reasons).` */
export function addedInWords(answer: {
  added: number;
  already_there: number;
  skipped: number;
  adding: boolean;
}): string {
  const count = (number: number) => number.toLocaleString('en-US');
  if (answer.adding) return 'They are being added in the background; the count above grows.';
  const parts = [
    `${count(answer.added)} added`,
    answer.already_there > 0 ? `${count(answer.already_there)} there already` : '',
    answer.skipped > 0 ? `${count(answer.skipped)} of them will not be called: no number, or one twice` : '',
  ];
  return `${parts.filter(Boolean).join(', ')}.`;
}
