import {
  type Call,
  type CallDetail,
  callStats,
  getCall,
  getPeaks,
  getTimeline,
  listCalls,
  type RouteResponse,
} from '@offhook/contract';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { api } from '../../app/api.ts';

export type CallQuery = Omit<z.input<typeof listCalls.query>, 'cursor' | 'offset'>;
export type CallPage = RouteResponse<typeof listCalls>;
type StatsQuery = z.input<typeof callStats.query>;

export const callKeys = {
  live: ['calls', 'live'],
  lists: ['calls', 'list'],
  details: ['calls', 'detail'],
  stats: ['calls', 'stats'],
} as const;

export const liveCallsQuery = queryOptions({
  queryKey: callKeys.live,
  queryFn: async ({ signal }): Promise<Call[]> => {
    const page = await api(listCalls, { query: { live: 'true', limit: 200 }, signal });
    return page.items;
  },
});

export const callListQuery = (query: CallQuery) =>
  infiniteQueryOptions({
    queryKey: [...callKeys.lists, query],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => api(listCalls, { query: { ...query, cursor: pageParam }, signal }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const callQuery = (callId: string) =>
  queryOptions({
    queryKey: [...callKeys.details, callId],
    queryFn: ({ signal }): Promise<CallDetail> => api(getCall, { params: { call_id: callId }, signal }),
  });

export const peaksQuery = (callId: string, recordingId: string) =>
  queryOptions({
    queryKey: ['calls', 'peaks', callId, recordingId],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) =>
      api(getPeaks, { params: { call_id: callId }, query: { recording_id: recordingId }, signal }),
  });

/** Below the key of the call, so that what renews the call renews its story. */
export const timelineQuery = (callId: string) =>
  queryOptions({
    queryKey: [...callKeys.details, callId, 'timeline'],
    queryFn: ({ signal }) => api(getTimeline, { params: { call_id: callId }, signal }),
  });

export const callStatsQuery = (query: StatsQuery) =>
  queryOptions({
    queryKey: [...callKeys.stats, query],
    queryFn: ({ signal }) => api(callStats, { query, signal }),
    placeholderData: keepPreviousData,
  });
