import {
  type Contact,
  checkSuppression,
  countContacts,
  getContact,
  listConsents,
  listContacts,
  listContactTags,
} from '@offhook/contract';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { type ContactFilters, filterOf } from './contact-filters.ts';

export const contactKeys = { all: ['contacts'], lists: ['contacts', 'list'] } as const;

export const contactListQuery = (filters: ContactFilters) =>
  infiniteQueryOptions({
    queryKey: [...contactKeys.lists, filters],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api(listContacts, { query: { ...filterOf(filters), cursor: pageParam, limit: 50 }, signal }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const contactCountQuery = (filters: ContactFilters) =>
  queryOptions({
    queryKey: [...contactKeys.lists, 'count', filters],
    queryFn: ({ signal }) => api(countContacts, { query: filterOf(filters), signal }),
  });

export const contactTagsQuery = queryOptions({
  queryKey: ['contacts', 'tags'],
  queryFn: ({ signal }) => api(listContactTags, { signal }),
});

/** The first few contacts that a text finds. Never those of an earlier text: Enter would pick somebody else. */
export const contactSearchQuery = (search: string) =>
  queryOptions({
    queryKey: ['contacts', 'search', search.trim()],
    enabled: search.trim() !== '',
    queryFn: ({ signal }) => api(listContacts, { query: { search: search.trim(), limit: 6 }, signal }),
  });

/** Enough of the contacts that a name finds to know whether it means just one of them. */
export async function contactsNamed(name: string): Promise<readonly Contact[]> {
  return (await api(listContacts, { query: { search: name, limit: 100 } })).items;
}

export const contactQuery = (contactId: string) =>
  queryOptions({
    queryKey: ['contacts', 'detail', contactId],
    queryFn: ({ signal }) => api(getContact, { params: { contact_id: contactId }, signal }),
  });

/** Below the key of suppressions, so that whatever changes a list renews this too. */
export const suppressionQuery = (number: string) =>
  queryOptions({
    queryKey: ['suppressions', 'check', number],
    queryFn: ({ signal }) => api(checkSuppression, { body: { phone_number: number }, signal }),
  });

export const consentsQuery = (contactId: string) =>
  queryOptions({
    queryKey: ['consents', 'of', contactId],
    queryFn: ({ signal }) => api(listConsents, { query: { contact_id: contactId }, signal }),
  });
