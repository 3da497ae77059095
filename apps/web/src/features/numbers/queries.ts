import { compareNumbers, getDirectory, getNumber, listNumbers, searchNumbers, usesOfNumber } from '@offhook/contract';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import type { NumberSearch } from './number-search.ts';

export const numberKeys = { all: ['numbers'] } as const;

const mostNumbers = 200;

export const numberListQuery = infiniteQueryOptions({
  queryKey: [...numberKeys.all, 'list'],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam, signal }) => api(listNumbers, { query: { cursor: pageParam, limit: 50 }, signal }),
  getNextPageParam: (page) => page.next_cursor ?? undefined,
});

/** Numbers to call from: the newest 200. */
export const numberChoicesQuery = queryOptions({
  queryKey: [...numberKeys.all, 'choices'],
  queryFn: ({ signal }) => api(listNumbers, { query: { limit: mostNumbers }, signal }),
});

export const numberQuery = (name: string) =>
  queryOptions({
    queryKey: [...numberKeys.all, 'one', name],
    queryFn: ({ signal }) => api(getNumber, { params: { phone_number: name }, signal }),
  });

export const usesQuery = (name: string) =>
  queryOptions({
    queryKey: [...numberKeys.all, 'uses', name],
    queryFn: ({ signal }) => api(usesOfNumber, { params: { phone_number: name }, signal }),
    staleTime: 0,
  });

export const differencesQuery = queryOptions({
  queryKey: [...numberKeys.all, 'differences'],
  queryFn: ({ signal }) => api(compareNumbers, { signal }),
  staleTime: 0,
  gcTime: 0,
});

export const offersQuery = (search: NumberSearch) =>
  queryOptions({
    queryKey: [...numberKeys.all, 'offers', search],
    queryFn: ({ signal }) => api(searchNumbers, { query: { ...search, limit: 20 }, signal }),
    placeholderData: keepPreviousData,
  });

/** What calls can be led to, by name. */
export const destinationsQuery = queryOptions({
  queryKey: ['directory'],
  queryFn: ({ signal }) => api(getDirectory, { signal }),
});
