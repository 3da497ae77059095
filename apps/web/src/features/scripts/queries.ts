import { getScript, listScripts, previewScript } from '@offhook/contract';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { api } from '../../app/api.ts';

export const scriptKeys = {
  all: ['scripts'],
  lists: ['scripts', 'list'],
  details: ['scripts', 'detail'],
} as const;

export const scriptListQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: [...scriptKeys.lists, search],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api(listScripts, { query: { search: search || undefined, cursor: pageParam, limit: 50 }, signal }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

/** What a call can be given to say: the newest 200. */
export const scriptChoicesQuery = queryOptions({
  queryKey: ['scripts', 'choices'],
  queryFn: ({ signal }) => api(listScripts, { query: { limit: 200 }, signal }),
});

export const scriptQuery = (scriptId: string) =>
  queryOptions({
    queryKey: [...scriptKeys.details, scriptId],
    queryFn: ({ signal }) => api(getScript, { params: { script_id: scriptId }, signal }),
  });

export type PreviewBody = z.input<typeof previewScript.body>;

export const previewQuery = (body: PreviewBody) =>
  queryOptions({
    queryKey: ['scripts', 'preview', body],
    queryFn: ({ signal }) => api(previewScript, { body, signal }),
    placeholderData: keepPreviousData,
  });
