import {
  getVoicemail,
  greetingPlayingNow,
  listBoxes,
  listGreetings,
  listVoicemail,
  type RouteResponse,
  type VoicemailMessage,
  type VoicemailMessageDetail,
} from '@offhook/contract';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { api } from '../../app/api.ts';

export type VoicemailQuery = Omit<z.input<typeof listVoicemail.query>, 'cursor' | 'offset'>;
export type VoicemailPage = RouteResponse<typeof listVoicemail>;

export const voicemailKeys = {
  all: ['voicemail'],
  lists: ['voicemail', 'list'],
  details: ['voicemail', 'detail'],
  unread: ['voicemail', 'unread'],
  boxes: ['voicemail', 'boxes'],
  greetings: ['voicemail', 'greetings'],
} as const;

export const voicemailListQuery = (query: VoicemailQuery) =>
  infiniteQueryOptions({
    queryKey: [...voicemailKeys.lists, query],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => api(listVoicemail, { query: { ...query, cursor: pageParam }, signal }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const messageQuery = (voicemailId: string) =>
  queryOptions({
    queryKey: [...voicemailKeys.details, voicemailId],
    queryFn: ({ signal }): Promise<VoicemailMessageDetail> =>
      api(getVoicemail, { params: { voicemail_id: voicemailId }, signal }),
  });

/** How many messages nobody has heard yet, in all boxes that the person sees. */
export const unreadQuery = queryOptions({
  queryKey: voicemailKeys.unread,
  queryFn: async ({ signal }) =>
    (await api(listVoicemail, { query: { is_read: 'false', limit: 1 }, signal })).unread_count,
});

export const boxesQuery = queryOptions({
  queryKey: voicemailKeys.boxes,
  queryFn: async ({ signal }) => (await api(listBoxes, { signal })).items,
});

export const greetingsQuery = (boxId: string) =>
  queryOptions({
    queryKey: [...voicemailKeys.greetings, boxId],
    queryFn: async ({ signal }) => (await api(listGreetings, { query: { box_id: boxId }, signal })).items,
  });

/** Below the key of the greetings, so that what renews them renews this; asked again each minute, as hours begin and end. */
export const greetingNowQuery = (boxId: string) =>
  queryOptions({
    queryKey: [...voicemailKeys.greetings, boxId, 'now'],
    refetchInterval: 60_000,
    queryFn: ({ signal }) => api(greetingPlayingNow, { query: { box_id: boxId }, signal }),
  });

/** A message as lists hold it, changed or not. */
export type Message = VoicemailMessage;
