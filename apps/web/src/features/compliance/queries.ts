import {
  type DialLimits,
  getLimits,
  listRules,
  listSuppressionImports,
  listSuppressionLists,
  listSuppressions,
  type SuppressionImport,
} from '@offhook/contract';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../app/api.ts';

export const rulesQuery = queryOptions({
  queryKey: ['compliance', 'rules'],
  queryFn: ({ signal }) => api(listRules, { signal }),
});

export const limitsQuery = queryOptions({
  queryKey: ['compliance', 'limits'],
  queryFn: ({ signal }): Promise<DialLimits> => api(getLimits, { signal }),
});

export const listsQuery = queryOptions({
  queryKey: ['suppressions', 'lists'],
  queryFn: ({ signal }) => api(listSuppressionLists, { signal }),
});

export const entriesQuery = (search: string, listId: string) =>
  infiniteQueryOptions({
    queryKey: ['suppressions', 'entries', search, listId],
    queryFn: ({ pageParam, signal }) =>
      api(listSuppressions, {
        query: {
          ...(search && { search }),
          ...(listId && { list_id: listId }),
          ...(pageParam && { cursor: pageParam }),
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });

const runningStates = ['waiting', 'running', 'cancelling'];
export const isRunning = ({ state }: SuppressionImport) => runningStates.includes(state);
const lookEveryMs = 1000;

/** Looks again and again while an upload is worked off. */
export const importsQuery = queryOptions({
  queryKey: ['suppressions', 'imports'],
  queryFn: ({ signal }) => api(listSuppressionImports, { signal }),
  refetchInterval: ({ state }) => (state.data?.items.some(isRunning) ? lookEveryMs : false),
});
