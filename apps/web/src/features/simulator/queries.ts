import { listFarEnds } from '@offhook/contract';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../app/api.ts';

export const farEndsKey = ['simulator', 'far-ends'] as const;

export const farEndsQuery = queryOptions({
  queryKey: farEndsKey,
  staleTime: 0,
  queryFn: ({ signal }) => api(listFarEnds, { signal }),
});
