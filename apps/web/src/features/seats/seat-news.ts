import type { LiveMessage } from '@offhook/contract';
import type { QueryClient } from '@tanstack/react-query';
import { seatKeys } from './queries.ts';

const quietMs = 500;
const waiting = new WeakSet<QueryClient>();

/** A socket message names the person only; seats are fetched again, at most twice a second. */
export function applySeatNews(client: QueryClient, news: LiveMessage): void {
  if (news.type !== 'seat.changed' && (news.type !== 'hello' || news.complete)) return;
  if (waiting.has(client)) return;
  waiting.add(client);
  setTimeout(() => {
    waiting.delete(client);
    void client.invalidateQueries({ queryKey: seatKeys.all });
  }, quietMs);
}
