import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from '../../ui/button.tsx';
import { EmptyState, Skeleton } from '../../ui/states.tsx';
import { type InboxFilters, isFiltered } from './inbox-filters.ts';
import { voicemailListQuery } from './queries.ts';

/** Why no message is listed: none ever came, all were put away, or none is like that. */
export function NoMessages({ filters, onChange }: { filters: InboxFilters; onChange: (next: InboxFilters) => void }) {
  if (!isFiltered(filters)) return <EmptyInbox onChange={onChange} />;
  const { view, m: _open, ...others } = filters;
  const toInbox = <Button onClick={() => onChange({})}>Show the inbox</Button>;
  if (view === 'deleted' && Object.keys(others).length === 0)
    return (
      <EmptyState title="No message is deleted">Deleted messages can be restored for 30 days. {toInbox}</EmptyState>
    );
  if (view === 'archived' && Object.keys(others).length === 0)
    return <EmptyState title="No message is archived">{toInbox}</EmptyState>;
  return (
    <EmptyState title="No message matches">
      <Button onClick={() => onChange({})}>Clear all filters</Button>
    </EmptyState>
  );
}

function EmptyInbox({ onChange }: { onChange: (next: InboxFilters) => void }) {
  const archived = useInfiniteQuery(voicemailListQuery({ archived: 'true', limit: 1 })).data?.pages[0]?.items.length;
  const deleted = useInfiniteQuery(voicemailListQuery({ deleted: 'true', limit: 1 })).data?.pages[0]?.items.length;
  if (archived === undefined || deleted === undefined)
    return <Skeleton rows={2} rowHeight={68} label="Looking for messages elsewhere" />;
  if (archived + deleted > 0)
    return (
      <EmptyState title="The inbox is empty">
        Every message was archived or deleted.
        <span className="flex flex-wrap justify-center gap-2">
          {archived > 0 ? <Button onClick={() => onChange({ view: 'archived' })}>Show archived</Button> : null}
          {deleted > 0 ? <Button onClick={() => onChange({ view: 'deleted' })}>Show deleted</Button> : null}
        </span>
      </EmptyState>
    );
  return (
    <EmptyState title="No voicemail yet">
      Callers who reach nobody are asked to leave a message. It appears here as soon as they hang up.
    </EmptyState>
  );
}
