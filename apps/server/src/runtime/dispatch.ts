import { DomainEvent } from '@offhook/contract';
import type { Clock, Id } from '@offhook/kit';
import { z } from 'zod';
import type { Database } from './database/database.ts';
import { type Jobs, type JobWork, jobWork } from './jobs.ts';
import type { Log } from './log.ts';
import { eventOf, type Outbox, type OutboxEntry } from './outbox.ts';
import type { Take } from './relay.ts';

interface Hearing {
  name: string;
  hears: readonly DomainEvent['type'][];
  run: (event: DomainEvent, tenantId: Id<'workspace'>) => Promise<void>;
}

const Retry = z.object({ listener: z.string(), event: DomainEvent });

/**
 * Carries the outbox on: jobs to the queue, events to whoever hears them. A listener that fails gets the event again
 * as a job of its own, so that it holds nobody up.
 */
export function dispatch(
  power: { db: Database; clock: Clock; log: Log; outbox: Outbox },
  listeners: readonly Hearing[],
  jobs: Jobs,
): { take: Take; work: JobWork } {
  const hear = async (entry: OutboxEntry) => {
    const hearing = listeners.filter((each) => each.hears.some((type) => type === entry.name));
    // Most events are for open pages only: they are not even parsed.
    if (hearing.length === 0) return;
    const event = eventOf(entry);
    if (!event) return power.log.error({ event: entry.name }, 'an event of another version is passed over');
    for (const listener of hearing) {
      try {
        await listener.run(event, entry.tenantId);
      } catch (error) {
        power.log.warn({ err: error, listener: listener.name }, 'a listener failed and will hear the event again');
        const retry = { listener: listener.name, event };
        await power.db.asTenant(entry.tenantId, (tx) =>
          power.outbox.enqueue(tx, entry.tenantId, 'events.retry', retry),
        );
      }
    }
  };
  return {
    async take(entries) {
      await jobs.accept(entries.filter((entry) => entry.kind === 'job'));
      for (const entry of entries) if (entry.kind === 'event') await hear(entry);
    },
    work: jobWork('events.retry', Retry, async ({ listener, event }, tenantId) => {
      await listeners.find((each) => each.name === listener)?.run(event, tenantId);
    }),
  };
}
