import {
  getDirectory,
  getFlow,
  getFlowAnalytics,
  getVersion,
  listFlows,
  listTemplates,
  listTestCases,
  listVersions,
} from '@offhook/contract';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { lastSaveOf } from './use-autosave.ts';

export const flowKeys = {
  all: ['flows'],
  lists: ['flows', 'list'],
  details: ['flows', 'detail'],
  directory: ['flows', 'directory'],
  testCases: ['flows', 'test-cases'],
  versions: ['flows', 'versions'],
} as const;

export const flowListQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: [...flowKeys.lists, search],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api(listFlows, { query: { q: search || undefined, cursor: pageParam, limit: 50 }, signal }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const flowQuery = (flowId: string) =>
  queryOptions({
    queryKey: [...flowKeys.details, flowId],
    queryFn: async ({ signal }) => {
      await lastSaveOf(flowId);
      return api(getFlow, { params: { flow_id: flowId }, signal });
    },
  });

export const directoryQuery = queryOptions({
  queryKey: flowKeys.directory,
  queryFn: ({ signal }) => api(getDirectory, { signal }),
});

export const templatesQuery = queryOptions({
  queryKey: ['flows', 'templates'],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: ({ signal }) => api(listTemplates, { signal }),
});

/** Published versions, newest first. */
export const versionsQuery = (flowId: string) =>
  infiniteQueryOptions({
    queryKey: [...flowKeys.versions, flowId],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api(listVersions, { params: { flow_id: flowId }, query: { cursor: pageParam, limit: 30 }, signal }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export const analyticsQuery = (flowId: string, days: number) =>
  queryOptions({
    queryKey: ['flows', 'analytics', flowId, days],
    queryFn: ({ signal }) => api(getFlowAnalytics, { params: { flow_id: flowId }, query: { days }, signal }),
  });

/** A version never changes. */
export const versionQuery = (flowId: string, versionId: string) =>
  queryOptions({
    queryKey: ['flows', 'version', versionId],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => api(getVersion, { params: { flow_id: flowId, version_id: versionId }, signal }),
  });

export const testCasesQuery = (flowId: string) =>
  queryOptions({
    queryKey: [...flowKeys.testCases, flowId],
    queryFn: ({ signal }) => api(listTestCases, { params: { flow_id: flowId }, signal }),
  });
