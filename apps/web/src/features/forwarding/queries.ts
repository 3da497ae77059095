import { getForwarding } from '@offhook/contract';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../app/api.ts';

export const forwardingQuery = (personId: string) =>
  queryOptions({
    queryKey: ['forwarding', personId],
    queryFn: ({ signal }) => api(getForwarding, { params: { person_id: personId }, signal }),
  });
