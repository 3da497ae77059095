import type { DomainEvent } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import { eventOf } from '#runtime/outbox';
import type { Take } from '#runtime/relay';
import type { Sockets } from '#runtime/sockets';
import type { Feature } from './feature.ts';

/** Tells open pages what features make of new events; workspaces that nobody watches cost nothing. */
export function broadcastTo(sockets: Sockets, features: readonly Feature[]): Take {
  return async (entries) => {
    const rooms = new Set(sockets.rooms());
    const watched = entries.filter((entry) => entry.kind === 'event' && rooms.has(entry.tenantId));
    for (const [tenantId, own] of Map.groupBy(watched, (entry) => entry.tenantId)) {
      const events = own.flatMap((entry) => eventOf(entry) ?? []);
      endSessions(sockets, tenantId, events);
      const seq = Number(own.at(-1)?.tx ?? 0);
      for (const feature of features) {
        for (const message of (await feature.live?.(tenantId, events, seq)) ?? []) sockets.broadcast(tenantId, message);
      }
    }
  };
}

function endSessions(sockets: Sockets, tenantId: Id<'workspace'>, events: readonly DomainEvent[]): void {
  for (const event of events) {
    // The id was written by us, bare.
    if (event.type === 'people.sessions_ended') sockets.endPerson(tenantId, event.person_id as never);
  }
}
