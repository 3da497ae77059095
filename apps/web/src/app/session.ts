import { logout, me, type Role, type RouteResponse, roleIsAtLeast } from '@offhook/contract';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { api, onSessionEnd } from './api.ts';
import { codeOf } from './failures.ts';
import { queryClient } from './query-client.ts';

type Me = RouteResponse<typeof me>;

/** A person in a workspace; API keys, which have neither, never open the page. */
export type Session = Me & { person: NonNullable<Me['person']>; role: NonNullable<Me['role']> };

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async (): Promise<Session | null> => {
    try {
      const { person, role, ...rest } = await api(me, {});
      return person && role ? { person, role, ...rest } : null;
    } catch (error) {
      if (codeOf(error)?.startsWith('access.')) return null;
      throw error;
    }
  },
});

/** The person signed in; null once nobody is. */
export function useSessionQuery() {
  return useQuery(sessionQuery);
}

export const SessionContext = createContext<Session | undefined>(undefined);

/** Who is signed in, below the shell. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession is used outside the shell');
  return session;
}

/** True when the person has the role or more. */
export function useMay(least: Role): boolean {
  return roleIsAtLeast(useSession().role, least);
}

/**
 * A fresh session begins. `before` is the one that ran out under an open page: the same person goes on where they were,
 * anybody else starts from an empty page.
 */
export async function beginSession(before?: Session): Promise<void> {
  const now = await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
  const others = { predicate: (query: { queryKey: readonly unknown[] }) => query.queryKey[0] !== 'session' };
  const same = before?.person.id === now?.person.id && before?.workspace.id === now?.workspace.id;
  if (before && !same) return location.assign('/');
  if (before) await queryClient.invalidateQueries(others);
  else queryClient.removeQueries(others);
}

/** Ends the session and starts over with an empty page. */
export async function signOut(): Promise<void> {
  await api(logout, {});
  location.assign('/login');
}

onSessionEnd(() => queryClient.setQueryData(sessionQuery.queryKey, null));
