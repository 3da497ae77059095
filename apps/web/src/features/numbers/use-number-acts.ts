import { changeNumber, fixNumber, type OwnNumber, type RouteRequest } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { sayDone, sayFailed } from '../../ui/toasts.tsx';
import { numberKeys, numberQuery } from './queries.ts';

export type NumberBody = RouteRequest<typeof changeNumber>['body'];

/** Everything that shows numbers is read anew. */
export function useRenewNumbers() {
  const client = useQueryClient();
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: numberKeys.all }),
      client.invalidateQueries({ queryKey: ['directory'] }),
      client.invalidateQueries({ queryKey: ['workspace'] }),
    ]);
}

export function useFix({ phone_number, label }: OwnNumber) {
  const renew = useRenewNumbers();
  return useMutation({
    mutationFn: () => api(fixNumber, { params: { phone_number } }),
    onSuccess: async () => {
      sayDone(`Calls to ${label} come here again.`);
      await renew();
    },
    onError: async (error) => {
      sayFailed(error);
      await renew();
    },
  });
}

export function useNumberChange({ id, phone_number }: OwnNumber) {
  const client = useQueryClient();
  const renew = useRenewNumbers();
  return useMutation({
    mutationFn: (body: NumberBody) => api(changeNumber, { params: { phone_number }, body }),
    onSuccess: (number) => {
      // At once: until it is here, what was saved would look like a change that is not.
      for (const name of [id, phone_number]) client.setQueryData(numberQuery(name).queryKey, number);
      void renew();
    },
  });
}
