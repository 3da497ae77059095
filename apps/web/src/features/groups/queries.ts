import { getGroup, listGroups } from '@offhook/contract';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../app/api.ts';

export const groupListQuery = queryOptions({
  queryKey: ['groups', 'list'],
  queryFn: ({ signal }) => api(listGroups, { signal }),
});

export const groupQuery = (groupId: string) =>
  queryOptions({
    queryKey: ['groups', 'detail', groupId],
    queryFn: ({ signal }) => api(getGroup, { params: { group_id: groupId }, signal }),
  });
