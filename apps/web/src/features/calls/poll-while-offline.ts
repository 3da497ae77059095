import { useLiveState } from '../../app/live.tsx';

/** How often to ask for live calls: never while the socket tells, every 10 s while it is away for longer. */
export function usePollWhileOffline(): number | false {
  return useLiveState().kind === 'offline' ? 10_000 : false;
}
