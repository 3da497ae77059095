import type { DomainEvent, LiveMessage } from '@offhook/contract';
import { type Clock, type Id, realClock } from '@offhook/kit';
import type { Log } from '#runtime/log';
import { eventOf } from '#runtime/outbox';
import type { Take } from '#runtime/relay';
import type { Sockets } from '#runtime/sockets';
import type { Feature } from './feature.ts';

/** Tells open pages what features make of new events; workspaces that nobody watches cost nothing. */
export interface Live {
  take: Take;
  /** Tells at once what was gathered. */
  flushed(): Promise<void>;
}

interface Gathered {
  events: DomainEvent[];
  seq: number;
}

/** Nobody sees more than ten changes a second; what happened meanwhile is told at once, of each thing as it is by then. */
const gatherMs = 100;
/** Telling pages takes at most a tenth of the time, also when there are many of them and much to tell. */
const restFactor = 9;
const longestRestMs = 2000;

export function broadcastTo(
  { clock, log }: { clock: Clock; log: Log },
  sockets: Sockets,
  features: readonly Feature[],
): Live {
  // What is spared here is this machine, whatever time it is for its calls.
  const machineTime = realClock();
  let gathered = new Map<Id<'workspace'>, Gathered>();
  let telling: Promise<void> | undefined;
  let isDue = false;
  let nextMs = 0;

  const gather = (tenantId: Id<'workspace'>, { events, seq }: Gathered) => {
    const known = gathered.get(tenantId);
    gathered.set(tenantId, { events: [...(known?.events ?? []), ...events], seq: Math.max(seq, known?.seq ?? 0) });
  };

  const tellAll = async (): Promise<void> => {
    const startedMs = performance.now();
    const batch = gathered;
    gathered = new Map();
    let restMs = gatherMs;
    for (const [tenantId, news] of batch) {
      try {
        const messages = await messagesOf(features, tenantId, news);
        const writingMs = performance.now();
        if (messages.length > 0) sockets.broadcast(tenantId, messages);
        restMs += restFactor * (performance.now() - writingMs);
      } catch (error) {
        log.warn({ err: error }, 'open pages could not be told; they are told later');
        gather(tenantId, news);
        restMs = longestRestMs;
      }
    }
    nextMs = Math.max(performance.now(), startedMs + Math.min(longestRestMs, restMs));
  };

  const tellNow = (): Promise<void> => {
    telling ??= clock.during(tellAll()).finally(() => {
      telling = undefined;
      if (gathered.size > 0) tellSoon();
    });
    return telling;
  };

  const tellSoon = () => {
    if (isDue) return;
    isDue = true;
    machineTime.after(nextMs - performance.now(), () => {
      isDue = false;
      void tellNow();
    });
  };

  return {
    async take(entries) {
      const rooms = new Set(sockets.rooms());
      const watched = entries.filter((entry) => entry.kind === 'event' && rooms.has(entry.tenantId));
      for (const [tenantId, own] of Map.groupBy(watched, (entry) => entry.tenantId)) {
        const events = own.flatMap((entry) => eventOf(entry) ?? []);
        endSessions(sockets, tenantId, events);
        gather(tenantId, { events, seq: Number(own.at(-1)?.tx ?? 0) });
      }
      if (gathered.size > 0) tellSoon();
    },
    async flushed() {
      await telling;
      if (gathered.size > 0) await tellNow();
    },
  };
}

async function messagesOf(
  features: readonly Feature[],
  tenantId: Id<'workspace'>,
  { events, seq }: Gathered,
): Promise<LiveMessage[]> {
  const messages: LiveMessage[] = [];
  for (const feature of features) messages.push(...((await feature.live?.(tenantId, events, seq)) ?? []));
  return messages;
}

function endSessions(sockets: Sockets, tenantId: Id<'workspace'>, events: readonly DomainEvent[]): void {
  for (const event of events) {
    // The id was written by us, bare.
    if (event.type === 'people.sessions_ended') sockets.endPerson(tenantId, event.person_id as never);
  }
}
