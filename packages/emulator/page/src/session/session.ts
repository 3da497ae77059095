import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Api } from './api.ts';
import type { Live } from './live.ts';

/** What every part of the page stands on, once somebody has signed in. */
export interface Session {
  api: Api;
  live: Live;
  signOut: () => void;
}

export const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('Nobody has signed in');
  return session;
}
