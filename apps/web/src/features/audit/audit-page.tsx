import { listAuditEntries } from '@offhook/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState, FailedState, Skeleton } from '../../ui/states.tsx';
import { AbsoluteTime } from '../../ui/time.tsx';

/** Who did what, newest first. */
export function AuditPage() {
  const log = useInfiniteQuery({
    queryKey: ['audit'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => api(listAuditEntries, { query: { cursor: pageParam, limit: 50 }, signal }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const entries = log.data?.pages.flatMap((page) => page.items);
  return (
    <Page title="Audit log">
      <p className="text-muted">Entries can be neither changed nor deleted.</p>
      {log.isPending ? <Skeleton rows={10} rowHeight={44} label="Loading the audit log" /> : null}
      {log.isError && !entries ? (
        <FailedState what="The audit log" error={log.error} onRetry={() => void log.refetch()} />
      ) : null}
      {entries?.length === 0 ? <EmptyState title="Nothing has been recorded yet" /> : null}
      {entries && entries.length > 0 ? (
        <ol aria-label="Audit log" className="card divide-y">
          {entries.map((entry) => (
            <li key={entry.id} className="grid gap-x-4 gap-y-0.5 px-4 py-2 md:grid-cols-[170px_180px_minmax(0,1fr)]">
              <span className="text-muted">
                <AbsoluteTime at={entry.at} />
              </span>
              <span className="truncate font-medium">{entry.actor.name}</span>
              <span className="min-w-0 break-words">
                <code>{entry.action}</code> {entry.subject}
                <Details details={entry.details} />
              </span>
            </li>
          ))}
        </ol>
      ) : null}
      {log.hasNextPage ? (
        <Button
          className="justify-self-center"
          disabled={log.isFetchingNextPage}
          onClick={() => void log.fetchNextPage()}
        >
          {log.isFetchingNextPage ? 'Loading more…' : 'Show more'}
        </Button>
      ) : null}
    </Page>
  );
}

function Details({ details }: { details: Record<string, unknown> }) {
  const lines = Object.entries(details);
  if (lines.length === 0) return null;
  return (
    <span className="block text-[13px] break-all text-muted">
      {lines
        .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
        .join(' · ')}
    </span>
  );
}
