import {
  type ContactImport,
  type ContactImportDetail,
  getContactImport,
  getContactImportProgress,
  listCampaigns,
  listContactImportRows,
  listContactImports,
} from '@offhook/contract';
import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { isUnderWay } from './import-steps.ts';

const lookEveryMs = 1000;

export const importKeys = {
  all: ['contact-imports'],
  list: ['contact-imports', 'list'],
  detail: (importId: string) => ['contact-imports', 'of', importId, 'detail'],
  progress: (importId: string) => ['contact-imports', 'of', importId, 'progress'],
  rows: (importId: string) => ['contact-imports', 'of', importId, 'rows'],
} as const;

export const importListQuery = infiniteQueryOptions({
  queryKey: importKeys.list,
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam, signal }) => api(listContactImports, { query: { cursor: pageParam, limit: 10 }, signal }),
  getNextPageParam: (page) => page.next_cursor ?? undefined,
});

export const importDetailQuery = (importId: string) =>
  queryOptions({
    queryKey: importKeys.detail(importId),
    queryFn: async ({ client, signal }): Promise<ContactImportDetail> => {
      const detail = await api(getContactImport, { params: { import_id: importId }, signal });
      // Progress is laid over the detail, so it must never be the older of the two.
      client.setQueryData<ContactImport>(importKeys.progress(importId), detail);
      return detail;
    },
  });

/** Looks again and again while the server works. */
export const importProgressQuery = (importId: string) =>
  queryOptions({
    queryKey: importKeys.progress(importId),
    queryFn: ({ signal }): Promise<ContactImport> =>
      api(getContactImportProgress, { params: { import_id: importId }, signal }),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data.state) ? lookEveryMs : false),
  });

export type RowChoice = 'problems' | 'all';

export const importRowsQuery = (importId: string, only: RowChoice) =>
  infiniteQueryOptions({
    queryKey: [...importKeys.rows(importId), only],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api(listContactImportRows, {
        params: { import_id: importId },
        query: { only, cursor: pageParam, limit: 100 },
        signal,
      }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    // A row that was mended stays where it is until somebody asks for the list again.
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The campaigns that people can still be added to. */
export const openCampaignsQuery = queryOptions({
  queryKey: ['campaigns', 'open'],
  queryFn: ({ signal }) =>
    api(listCampaigns, { query: { status: 'draft,scheduled,running,paused', limit: 200 }, signal }),
});

/** Lays an answer about an import over what is known of it. */
export function applyImport(client: QueryClient, answer: ContactImport | ContactImportDetail): void {
  client.setQueryData<ContactImport>(importKeys.progress(answer.id), answer);
  client.setQueryData<ContactImportDetail>(importKeys.detail(answer.id), (known) =>
    'columns' in answer ? answer : known && { ...known, ...answer },
  );
}
