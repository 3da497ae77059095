import { getWallet, listCallPrices, listWalletLines, type RouteRequest } from '@offhook/contract';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../app/api.ts';

export const walletKeys = { all: ['wallet'] } as const;

/** Money moves with every call, so what is shown is asked for again while it is looked at. */
const lookAgainMs = 10_000;

export const walletQuery = queryOptions({
  queryKey: [...walletKeys.all, 'now'],
  queryFn: ({ signal }) => api(getWallet, { signal }),
  refetchInterval: lookAgainMs,
});

export type LineQuery = Omit<NonNullable<RouteRequest<typeof listWalletLines>['query']>, 'cursor' | 'limit'>;

export const linesQuery = (query: LineQuery) =>
  infiniteQueryOptions({
    queryKey: [...walletKeys.all, 'lines', query],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api(listWalletLines, { query: { ...query, cursor: pageParam, limit: 50 }, signal }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const callPricesQuery = queryOptions({
  queryKey: [...walletKeys.all, 'prices'],
  queryFn: ({ signal }) => api(listCallPrices, { signal }),
});
