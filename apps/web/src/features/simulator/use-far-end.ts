import { actAsFarEnd, type FarEnd, type RouteRequest } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { farEndsKey } from './queries.ts';

type FarEndAct = RouteRequest<typeof actAsFarEnd>['body'];

/** Acts as the far end of one call; what it answers is shown at once. */
export function useFarEnd(callSid: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (act: FarEndAct) => api(actAsFarEnd, { params: { call_sid: callSid }, body: act }),
    onSuccess: (changed) => {
      client.setQueryData<{ items: FarEnd[] }>(
        farEndsKey,
        (shown) => shown && { items: shown.items.map((old) => (old.call_sid === callSid ? changed : old)) },
      );
      void client.invalidateQueries({ queryKey: ['workspace'] });
    },
  });
}
