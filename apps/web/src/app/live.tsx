import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { applyLiveMessage } from '../features/calls/live-cache.ts';
import { applyCampaignNews } from '../features/campaigns/campaign-cache.ts';
import { applySeatNews } from '../features/seats/seat-news.ts';
import { applyVoicemailNews } from '../features/voicemail/message-cache.ts';
import { type LiveSocket, type LiveState, openLiveSocket } from './live-socket.ts';

const notYet: LiveState = { kind: 'connecting', lastHeardAt: undefined };
const LiveContext = createContext<LiveSocket | undefined>(undefined);

/** One socket for the page; what it hears is patched into the query cache. */
export function LiveUpdates({ active, children }: { active: boolean; children: ReactNode }) {
  const client = useQueryClient();
  const [socket, setSocket] = useState<LiveSocket>();
  useEffect(() => {
    if (!active) return;
    const opened = openLiveSocket((message) => {
      applyLiveMessage(client, message);
      applyVoicemailNews(client, message);
      applySeatNews(client, message);
      applyCampaignNews(client, message);
    });
    setSocket(opened);
    return () => opened.close();
  }, [client, active]);
  return <LiveContext value={socket}>{children}</LiveContext>;
}

export function useLiveState(): LiveState {
  const socket = useContext(LiveContext);
  return useSyncExternalStore(socket?.watch ?? watchNothing, socket?.state ?? (() => notYet));
}

function watchNothing() {
  return () => {};
}
