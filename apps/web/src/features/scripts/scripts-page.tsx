import type { Script } from '@offhook/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useCallback } from 'react';
import { ListSearch } from '../../app/list-search.tsx';
import { Page } from '../../app/page.tsx';
import { useMay } from '../../app/session.ts';
import { Button, buttonLook } from '../../ui/button.tsx';
import { EmptyState, FailedState, Skeleton } from '../../ui/states.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { scriptListQuery } from './queries.ts';

/** What calls can say. */
export function ScriptsPage() {
  const { q = '' } = useSearch({ from: '/inside/scripts' });
  const navigate = useNavigate({ from: '/scripts' });
  const mayWrite = useMay('agent');
  const scripts = useInfiniteQuery(scriptListQuery(q));
  const items = scripts.data?.pages.flatMap((page) => page.items);
  const search = useCallback((text: string) => void navigate({ search: { q: text }, replace: true }), [navigate]);
  const create = mayWrite ? (
    <Link to="/scripts/$scriptId" params={{ scriptId: 'new' }} className={buttonLook({ look: 'primary' })}>
      <Plus size={16} aria-hidden /> New script
    </Link>
  ) : null;
  return (
    <Page title="Scripts" actions={create}>
      <ListSearch of="Scripts" label="Search name" text={q} onSearch={search} />
      {scripts.isPending ? <Skeleton rows={6} rowHeight={64} label="Loading scripts" /> : null}
      {scripts.isError && !items ? (
        <FailedState what="Scripts" error={scripts.error} onRetry={() => void scripts.refetch()} />
      ) : null}
      {items?.length === 0 ? <NoScripts search={q} mayWrite={mayWrite} onClear={() => search('')} /> : null}
      {items && items.length > 0 ? (
        <ul aria-label="Scripts" className="card divide-y">
          {items.map((script) => (
            <ScriptItem key={script.id} script={script} />
          ))}
        </ul>
      ) : null}
      {scripts.hasNextPage ? (
        <Button
          className="justify-self-center"
          disabled={scripts.isFetchingNextPage}
          onClick={() => void scripts.fetchNextPage()}
        >
          {scripts.isFetchingNextPage ? 'Loading more…' : 'Show more'}
        </Button>
      ) : null}
    </Page>
  );
}

function ScriptItem({ script }: { script: Script }) {
  return (
    <li className="relative grid grid-cols-[minmax(0,1fr)] gap-0.5 px-4 py-2.5 hover:bg-sunken">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <Link
          to="/scripts/$scriptId"
          params={{ scriptId: script.id }}
          className="min-w-0 font-medium break-words after:absolute after:inset-0 hover:underline"
        >
          {script.name}
        </Link>
        <p className="text-[13px] text-muted">
          version {script.version} · {usesInWords(script.used_by_calls)} · changed{' '}
          <RelativeTime at={script.updated_at} />
        </p>
      </div>
      <p className="truncate text-[13px] text-muted">{script.script_text}</p>
    </li>
  );
}

function usesInWords(calls: number): string {
  if (calls === 0) return 'not used yet';
  return calls === 1 ? 'used by 1 call' : `used by ${calls >= 10_000 ? '10,000 or more' : calls} calls`;
}

function NoScripts(props: { search: string; mayWrite: boolean; onClear: () => void }) {
  if (props.search !== '')
    return (
      <EmptyState title={`No script matches “${props.search}”`}>
        <Button onClick={props.onClear}>Clear search</Button>
      </EmptyState>
    );
  return (
    <EmptyState title="No scripts yet">
      A script is what a call says, with the name of the contact and whatever else differs filled in.
      {props.mayWrite ? null : ' Writing one needs the role agent or more.'}
    </EmptyState>
  );
}
