import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { AudioLines, Plus } from 'lucide-react';
import { useCallback, useState } from 'react';
import { ListSearch } from '../../app/list-search.tsx';
import { Page } from '../../app/page.tsx';
import { useMay } from '../../app/session.ts';
import { Button, buttonLook } from '../../ui/button.tsx';
import { EmptyState, FailedState, Skeleton } from '../../ui/states.tsx';
import { FlowItem } from './flow-item.tsx';
import { flowListQuery } from './flow-queries.ts';
import { ChooseTemplateDialog, NameFlowDialog } from './new-flow-dialog.tsx';
import { type Beginning, TemplatesGallery } from './templates-gallery.tsx';

/** What happens to calls that come in. */
export function FlowsPage() {
  const mayWrite = useMay('manager');
  const [choosing, setChoosing] = useState(false);
  const [beginning, setBeginning] = useState<Beginning>();
  const use = (chosen: Beginning) => {
    setChoosing(false);
    setBeginning(chosen);
  };
  const actions = (
    <>
      <Link to="/prompts" className={buttonLook()}>
        <AudioLines size={16} aria-hidden /> Prompts
      </Link>
      {mayWrite ? (
        <Button look="primary" onClick={() => setChoosing(true)}>
          <Plus size={16} aria-hidden /> New call flow
        </Button>
      ) : null}
    </>
  );
  return (
    <Page title="Call flows" actions={actions}>
      <FlowList mayWrite={mayWrite} onUse={use} />
      {choosing ? <ChooseTemplateDialog onClose={() => setChoosing(false)} onUse={use} /> : null}
      {beginning ? <NameFlowDialog beginning={beginning} onClose={() => setBeginning(undefined)} /> : null}
    </Page>
  );
}

function FlowList({ mayWrite, onUse }: { mayWrite: boolean; onUse: (beginning: Beginning) => void }) {
  const { q = '' } = useSearch({ from: '/inside/flows' });
  const navigate = useNavigate({ from: '/flows' });
  const search = useCallback((text: string) => void navigate({ search: { q: text }, replace: true }), [navigate]);
  const flows = useInfiniteQuery(flowListQuery(q));
  const items = flows.data?.pages.flatMap((page) => page.items);
  const isFirst = q === '' && items?.length === 0;
  return (
    <>
      {isFirst ? null : <ListSearch of="Call flows" label="Search name" text={q} onSearch={search} />}
      {flows.isPending ? <Skeleton rows={6} rowHeight={64} label="Loading call flows" /> : null}
      {flows.isError && !items ? (
        <FailedState what="Call flows" error={flows.error} onRetry={() => void flows.refetch()} />
      ) : null}
      {isFirst ? <NoFlows mayWrite={mayWrite} onUse={onUse} /> : null}
      {items?.length === 0 && q !== '' ? (
        <EmptyState title={`No call flow matches “${q}”`}>
          <Button onClick={() => search('')}>Clear search</Button>
        </EmptyState>
      ) : null}
      {items && items.length > 0 ? (
        <ul aria-label="Call flows" className="card divide-y">
          {items.map((flow) => (
            <FlowItem key={flow.id} flow={flow} mayWrite={mayWrite} />
          ))}
        </ul>
      ) : null}
      {flows.hasNextPage ? (
        <Button
          className="justify-self-center"
          disabled={flows.isFetchingNextPage}
          onClick={() => void flows.fetchNextPage()}
        >
          {flows.isFetchingNextPage ? 'Loading more…' : 'Show more'}
        </Button>
      ) : null}
    </>
  );
}

function NoFlows({ mayWrite, onUse }: { mayWrite: boolean; onUse: (beginning: Beginning) => void }) {
  return (
    <>
      <EmptyState title="No call flows yet">
        A call flow is what a caller meets: a greeting, a menu, people who are rung, voicemail.
        {mayWrite ? ' Begin with one of these.' : ' Making one needs the role manager or more.'}
      </EmptyState>
      {mayWrite ? (
        <section aria-labelledby="templates" className="grid gap-3">
          <h2 id="templates" className="font-semibold">
            Templates
          </h2>
          <TemplatesGallery onUse={onUse} />
        </section>
      ) : null}
    </>
  );
}
