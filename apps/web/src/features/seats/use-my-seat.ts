import { changeMySeat, keepMySeat, type Seat } from '@offhook/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '../../app/api.ts';
import { useMay } from '../../app/session.ts';
import { sayFailed } from '../../ui/toasts.tsx';
import { mySeatQuery, seatKeys } from './queries.ts';

/** A seat goes away by itself when it was not heard of for two minutes. */
const heartbeatMs = 30_000;

/** The seat of whoever is signed in; undefined for viewers, who take no calls. */
export function useMySeat(): Seat | undefined {
  const mayTakeCalls = useMay('agent');
  return useQuery({ ...mySeatQuery, enabled: mayTakeCalls }).data;
}

/** Keeps a seat that takes calls, for as long as the page is open. */
export function useHeartbeat(seat: Seat | undefined): void {
  const client = useQueryClient();
  const isTaken = seat !== undefined && seat.state !== 'away';
  useEffect(() => {
    if (!isTaken) return;
    const timer = setInterval(() => {
      // A page that is offline says so elsewhere; the next beat tries again.
      api(keepMySeat, {}).then(
        (kept) => client.setQueryData(seatKeys.mine, kept),
        () => undefined,
      );
    }, heartbeatMs);
    return () => clearInterval(timer);
  }, [client, isTaken]);
}

export function useChangeMySeat() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (state: 'ready' | 'away') => api(changeMySeat, { body: { state } }),
    onSuccess: (seat) => client.setQueryData(seatKeys.mine, seat),
    onError: sayFailed,
    onSettled: () => client.invalidateQueries({ queryKey: seatKeys.list }),
  });
}
