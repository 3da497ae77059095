import { listVoicemailDrops } from '@offhook/contract';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../app/api.ts';

export const dropKeys = { all: ['voicemail-drops'] } as const;

export const dropListQuery = infiniteQueryOptions({
  queryKey: [...dropKeys.all, 'list'],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam, signal }) => api(listVoicemailDrops, { query: { cursor: pageParam, limit: 50 }, signal }),
  getNextPageParam: (page) => page.next_cursor ?? undefined,
});

/** What a call can be given to leave: the newest 200. */
export const dropChoicesQuery = queryOptions({
  queryKey: [...dropKeys.all, 'choices'],
  queryFn: ({ signal }) => api(listVoicemailDrops, { query: { limit: 200 }, signal }),
});
