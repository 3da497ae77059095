import { listPeople } from '@offhook/contract';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../app/api.ts';

export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: ({ signal }) => api(listPeople, { signal }),
});
