import type { CallEvent } from '@offhook/contract';
import { EmptyState } from '../../ui/states.tsx';
import { AbsoluteTime } from '../../ui/time.tsx';

/** What happened, in order. */
export function Timeline({ events }: { events: readonly CallEvent[] }) {
  if (events.length === 0) return <EmptyState title="Nothing has happened yet" />;
  return (
    <ol aria-label="Timeline" className="card grid gap-0 p-4">
      {events.map((event) => (
        <li key={event.id} className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 border-l-2 pb-3 pl-4 last:pb-0">
          <span className="text-muted">
            <AbsoluteTime at={event.at} precision="time" />
          </span>
          <span className="break-words">{event.sentence}</span>
        </li>
      ))}
    </ol>
  );
}
