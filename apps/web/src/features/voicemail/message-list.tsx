import { type KeyboardEvent, useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { heldBack } from '../calls/held-calls.ts';
import type { InboxFilters } from './inbox-filters.ts';
import { MessageRow } from './message-row.tsx';
import type { Message } from './queries.ts';
import type { Inbox } from './use-inbox.ts';

interface MessageListProps {
  items: readonly Message[];
  total: number;
  filters: InboxFilters;
  inbox: Inbox;
  more: (() => void) | undefined;
  loadingMore: boolean;
}

/** The messages of the inbox. New ones wait behind a button while somebody is at the rows. */
export function MessageList({ items, total, filters, inbox, more, loadingMore }: MessageListProps) {
  const box = useRef<HTMLDivElement>(null);
  const [firstId, setFirstId] = useState(items[0]?.id);
  const [busy, setBusy] = useState(false);
  const { shown, waiting } = heldBack(items, firstId, busy);
  const newest = shown[0]?.id;
  if (newest !== firstId) setFirstId(newest);
  const look = () => setBusy(box.current?.matches(':hover, :focus-within') ?? false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only watches whether somebody is about to press something.
    <div
      ref={box}
      className="grid grid-cols-[minmax(0,1fr)] gap-2"
      onPointerEnter={look}
      onPointerLeave={look}
      onFocus={look}
      onBlur={() => queueMicrotask(look)}
    >
      <div className="flex min-h-7 items-center justify-between gap-2 text-[13px] text-muted">
        <p role="status">{total === 1 ? '1 message' : `${total} messages`}</p>
        {waiting > 0 ? (
          <Button size="small" look="primary" onClick={() => setFirstId(items[0]?.id)}>
            {waiting === 1 ? '1 new message' : `${waiting} new messages`}
          </Button>
        ) : null}
      </div>
      <ul aria-label="Messages" className="card divide-y overflow-hidden" onKeyDown={rowKeys(shown, inbox)}>
        {shown.map((message) => (
          <MessageRow key={message.id} message={message} filters={filters} isOpen={message.id === inbox.openId} />
        ))}
      </ul>
      {more ? (
        <Button className="justify-self-center" disabled={loadingMore} onClick={more}>
          {loadingMore ? 'Loading more…' : 'Show more'}
        </Button>
      ) : null}
    </div>
  );
}

/** While a row has the focus: arrows move, Enter plays what is open, Delete deletes the row's message. */
function rowKeys(items: readonly Message[], inbox: Inbox) {
  return (event: KeyboardEvent) => {
    const row = event.target instanceof Element ? event.target.closest('a[data-message]') : null;
    const message = items.find(({ id }) => id === row?.getAttribute('data-message'));
    if (!message || event.ctrlKey || event.metaKey || event.altKey) return;
    const isOpen = message.id === inbox.openId;
    const acts: Record<string, (() => void) | undefined> = {
      ArrowDown: () => inbox.step(1),
      ArrowUp: () => inbox.step(-1),
      Enter: isOpen ? inbox.play : undefined,
      Delete: () => inbox.remove(message),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
}
