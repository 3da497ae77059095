import type { ContactImport } from '@offhook/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { byteSize } from '../../app/formats.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState, FailedState, Skeleton } from '../../ui/states.tsx';
import { AbsoluteTime, RelativeTime } from '../../ui/time.tsx';
import { resultInWords, rowsInWords, stateBadges } from './import-words.ts';
import { importListQuery } from './queries.ts';

/** The imports that there were, newest first; one that was not finished goes on where it stood. */
export function EarlierImports() {
  const imports = useInfiniteQuery(importListQuery);
  const items = imports.data?.pages.flatMap((page) => page.items);
  return (
    <section aria-labelledby="earlier-imports" className="grid grid-cols-[minmax(0,1fr)] gap-2 pt-2">
      <h2 id="earlier-imports" className="text-base leading-6 font-semibold">
        Earlier imports
      </h2>
      {imports.isPending ? <Skeleton rows={3} rowHeight={60} label="Loading earlier imports" /> : null}
      {imports.isError && !items ? (
        <FailedState what="Earlier imports" error={imports.error} onRetry={() => void imports.refetch()} />
      ) : null}
      {items?.length === 0 ? (
        <EmptyState title="No imports yet">Each can be followed, taken back and looked at again here.</EmptyState>
      ) : null}
      {items && items.length > 0 ? (
        <ul aria-labelledby="earlier-imports" className="card divide-y">
          {items.map((each) => (
            <EarlierImport key={each.id} of={each} />
          ))}
        </ul>
      ) : null}
      {imports.hasNextPage ? (
        <Button
          className="justify-self-center"
          disabled={imports.isFetchingNextPage}
          onClick={() => void imports.fetchNextPage()}
        >
          {imports.isFetchingNextPage ? 'Loading more…' : 'Show more'}
        </Button>
      ) : null}
    </section>
  );
}

function EarlierImport({ of }: { of: ContactImport }) {
  const { label, tone } = stateBadges[of.state];
  const what = of.result
    ? resultInWords(of.result)
    : of.checked
      ? rowsInWords(of.checked.rows)
      : `${byteSize(of.bytes)}, nothing written yet`;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] px-4 py-2">
      <span className="flex items-center gap-2">
        <Link
          to="/contacts/import/$importId"
          params={{ importId: of.id }}
          className="inline-flex min-h-6 min-w-0 items-center font-medium hover:underline"
        >
          <span className="truncate">{of.name}</span>
        </Link>
        <Badge tone={tone}>{label}</Badge>
      </span>
      <span className="flex flex-wrap gap-x-3 text-[13px] text-muted">
        <span className="tabular">{what}</span>
        <AbsoluteTime at={of.created_at} /> <RelativeTime at={of.created_at} />
        {of.created_by ? <span>{of.created_by}</span> : null}
      </span>
    </li>
  );
}
