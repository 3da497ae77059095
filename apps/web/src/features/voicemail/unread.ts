import { useQuery } from '@tanstack/react-query';
import { useContext } from 'react';
import { SessionContext } from '../../app/session.ts';
import { unreadQuery } from './queries.ts';

/** How many messages wait to be heard; 0 while nobody is signed in. */
export function useUnreadVoicemail(): number {
  const enabled = useContext(SessionContext) !== undefined;
  return useQuery({ ...unreadQuery, enabled }).data ?? 0;
}
