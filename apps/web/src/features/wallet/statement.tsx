import { walletLineKinds } from '@offhook/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTimeZone } from '../../app/time-zone.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { EmptyState, FailedState, Skeleton } from '../../ui/states.tsx';
import { type LineQuery, linesQuery } from './queries.ts';
import { ExportButton } from './statement-export.tsx';
import { queryOf, type StatementFilters } from './statement-filters.ts';
import { StatementLines } from './statement-lines.tsx';
import { kindWords } from './wallet-words.ts';

/** Every line of the ledger, newest first, with filters and as a file. */
export function Statement() {
  const search = useSearch({ from: '/inside/wallet' });
  const navigate = useNavigate({ from: '/wallet' });
  const query = queryOf(search, useTimeZone());
  const lines = useInfiniteQuery(linesQuery(query));
  const items = lines.data?.pages.flatMap((page) => page.items);
  const isFiltered = Object.keys(query).length > 0;
  const filter = (change: StatementFilters) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const clear = () => filter({ kind: undefined, from: undefined, until: undefined });
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <Filters filters={search} onChange={filter} query={query} />
      {lines.isPending ? <Skeleton rows={8} rowHeight={44} label="Loading the statement" /> : null}
      {lines.isError && !items ? (
        <FailedState what="The statement" error={lines.error} onRetry={() => void lines.refetch()} />
      ) : null}
      {items?.length === 0 && isFiltered ? (
        <EmptyState title="No line matches">
          <Button onClick={clear}>Clear the filters</Button>
        </EmptyState>
      ) : null}
      {items?.length === 0 && !isFiltered ? (
        <EmptyState title="No money has moved yet">
          <p>Top-ups and what calls cost are listed here, each with the balance after it.</p>
        </EmptyState>
      ) : null}
      {items && items.length > 0 ? <StatementLines lines={items} /> : null}
      {lines.hasNextPage ? (
        <Button
          className="justify-self-center"
          disabled={lines.isFetchingNextPage}
          onClick={() => void lines.fetchNextPage()}
        >
          {lines.isFetchingNextPage ? 'Loading more…' : 'Show more'}
        </Button>
      ) : null}
    </div>
  );
}

function Filters(props: { filters: StatementFilters; onChange: (change: StatementFilters) => void; query: LineQuery }) {
  const { filters, onChange, query } = props;
  const zone = useTimeZone();
  return (
    <div className="flex flex-wrap items-end gap-3">
      <SelectField
        label="Kind"
        className="w-36"
        value={filters.kind ?? ''}
        onChange={(event) => onChange({ kind: event.target.value || undefined })}
      >
        <option value="">All</option>
        {walletLineKinds.map((kind) => (
          <option key={kind} value={kind}>
            {kindWords[kind]}
          </option>
        ))}
      </SelectField>
      <TextField
        label="From day"
        title={`In ${zone}`}
        type="date"
        className="w-40"
        value={filters.from ?? ''}
        onChange={(event) => onChange({ from: event.target.value || undefined })}
      />
      <TextField
        label="To day"
        title={`In ${zone}`}
        type="date"
        className="w-40"
        value={filters.until ?? ''}
        onChange={(event) => onChange({ until: event.target.value || undefined })}
      />
      <ExportButton query={query} />
    </div>
  );
}
