import {
  campaignSchedule,
  campaignStats,
  getCampaign,
  getForecast,
  getProspect,
  listCampaigns,
  listForecastProspects,
  listProspects,
  type RouteResponse,
} from '@offhook/contract';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { api } from '../../app/api.ts';

export type CampaignDetail = RouteResponse<typeof getCampaign>;
export type CampaignSchedule = RouteResponse<typeof campaignSchedule>;
export type ProspectQuery = Omit<z.input<typeof listProspects.query>, 'cursor' | 'limit'>;
export type ProspectDetail = RouteResponse<typeof getProspect>;
type CampaignQuery = Omit<z.input<typeof listCampaigns.query>, 'cursor' | 'limit'>;

const pageSize = 50;

export const campaignKeys = {
  all: ['campaigns'],
  lists: ['campaigns', 'list'],
  /** Everything of one campaign lies below its key. */
  of: (campaignId: string) => ['campaigns', 'of', campaignId],
} as const;

export const campaignListQuery = (query: CampaignQuery) =>
  infiniteQueryOptions({
    queryKey: [...campaignKeys.lists, query],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api(listCampaigns, { query: { ...query, cursor: pageParam, limit: pageSize }, signal }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

/** What calls can be filtered by: the newest 200, also those that were put away. */
export const campaignChoicesQuery = queryOptions({
  queryKey: ['campaigns', 'choices'],
  queryFn: ({ signal }) =>
    api(listCampaigns, { query: { status: 'scheduled,running,paused,completed,archived', limit: 200 }, signal }),
});

export const campaignQuery = (campaignId: string) =>
  queryOptions({
    queryKey: [...campaignKeys.of(campaignId), 'detail'],
    queryFn: ({ signal }): Promise<CampaignDetail> => api(getCampaign, { params: { campaign_id: campaignId }, signal }),
  });

export const statsQuery = (campaignId: string) =>
  queryOptions({
    queryKey: [...campaignKeys.of(campaignId), 'stats'],
    queryFn: ({ signal }) => api(campaignStats, { params: { campaign_id: campaignId }, signal }),
  });

export const scheduleQuery = (campaignId: string) =>
  queryOptions({
    queryKey: [...campaignKeys.of(campaignId), 'schedule'],
    queryFn: ({ signal }) => api(campaignSchedule, { params: { campaign_id: campaignId }, signal }),
  });

/** While it is being computed its numbers grow, so it is asked for again. */
export const forecastQuery = (campaignId: string) =>
  queryOptions({
    queryKey: [...campaignKeys.of(campaignId), 'forecast'],
    queryFn: ({ signal }) => api(getForecast, { params: { campaign_id: campaignId }, signal }),
    refetchInterval: ({ state }) => (state.data?.forecast?.complete === false ? 1000 : false),
  });

export const prospectListQuery = (campaignId: string, query: ProspectQuery) =>
  infiniteQueryOptions({
    queryKey: [...campaignKeys.of(campaignId), 'prospects', query],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api(listProspects, {
        params: { campaign_id: campaignId },
        query: { ...query, cursor: pageParam, limit: pageSize },
        signal,
      }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const prospectQuery = (campaignId: string, prospectId: string) =>
  queryOptions({
    queryKey: [...campaignKeys.of(campaignId), 'prospect', prospectId],
    queryFn: ({ signal }): Promise<ProspectDetail> =>
      api(getProspect, { params: { campaign_id: campaignId, prospect_id: prospectId }, signal }),
  });

/** `asOf` keeps pages of two dry runs apart. */
export const forecastProspectsQuery = (campaignId: string, reason: string | undefined, asOf: string) =>
  infiniteQueryOptions({
    queryKey: [...campaignKeys.of(campaignId), 'forecast-prospects', reason, asOf],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api(listForecastProspects, {
        params: { campaign_id: campaignId },
        query: { reason, cursor: pageParam, limit: pageSize },
        signal,
      }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
