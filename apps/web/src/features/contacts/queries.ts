import { type Contact, getContact, listContacts } from '@offhook/contract';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../app/api.ts';

export const contactKeys = { all: ['contacts'], lists: ['contacts', 'list'] } as const;

export const contactListQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: [...contactKeys.lists, search],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api(listContacts, { query: { search: search || undefined, cursor: pageParam, limit: 50 }, signal }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
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
