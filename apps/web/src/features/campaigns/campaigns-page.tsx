import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useCallback, useState } from 'react';
import { ListSearch } from '../../app/list-search.tsx';
import { Page } from '../../app/page.tsx';
import { useMay } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/field.tsx';
import { EmptyState, FailedState, Skeleton } from '../../ui/states.tsx';
import { LiveBanner } from '../calls/live-banner.tsx';
import { usePollWhileOffline } from '../calls/poll-while-offline.ts';
import { CampaignItem } from './campaign-item.tsx';
import { NewCampaignDialog } from './new-campaign-dialog.tsx';
import { campaignListQuery } from './queries.ts';
import { StillBox } from './still-box.tsx';

const views = {
  open: { label: 'All but archived', status: undefined },
  running: { label: 'Running or scheduled', status: 'running,scheduled' },
  paused: { label: 'Paused', status: 'paused' },
  draft: { label: 'Drafts', status: 'draft' },
  completed: { label: 'Completed', status: 'completed' },
  archived: { label: 'Archived', status: 'archived' },
} as const;
type View = keyof typeof views;

/** All campaigns, newest first. */
export function CampaignsPage() {
  const { q = '', view: given } = useSearch({ from: '/inside/campaigns' });
  const navigate = useNavigate({ from: '/campaigns' });
  const [creating, setCreating] = useState(false);
  const mayWrite = useMay('manager');
  // Object.keys forgets the names that the table has.
  const view = (Object.keys(views) as View[]).find((name) => name === given) ?? 'open';
  const query = { status: views[view].status, search: q || undefined };
  const campaigns = useInfiniteQuery({ ...campaignListQuery(query), refetchInterval: usePollWhileOffline() });
  const items = campaigns.data?.pages.flatMap((page) => page.items);
  const show = useCallback(
    (part: { q?: string | undefined; view?: string | undefined }) =>
      void navigate({ search: (before) => ({ ...before, ...part }), replace: true }),
    [navigate],
  );
  const search = useCallback((text: string) => show({ q: text }), [show]);
  return (
    <Page
      title="Campaigns"
      actions={
        <Button
          look="primary"
          disabled={!mayWrite}
          title={mayWrite ? undefined : 'Making a campaign needs the role manager or more'}
          onClick={() => setCreating(true)}
        >
          <Plus size={16} aria-hidden /> New campaign
        </Button>
      }
    >
      <LiveBanner />
      <div className="flex flex-wrap items-end gap-2">
        <ListSearch of="Campaigns" label="Search campaigns" text={q} onSearch={search} />
        <SelectField
          label="Show"
          className="w-48"
          value={view}
          onChange={(event) => show({ view: event.target.value === 'open' ? undefined : event.target.value })}
        >
          {Object.entries(views).map(([name, { label }]) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </SelectField>
      </div>
      {campaigns.isPending ? <Skeleton rows={5} rowHeight={76} label="Loading campaigns" /> : null}
      {campaigns.isError && !items ? (
        <FailedState what="Campaigns" error={campaigns.error} onRetry={() => void campaigns.refetch()} />
      ) : null}
      {items?.length === 0 ? (
        <NoCampaigns isFiltered={view !== 'open' || q !== ''} onClear={() => show({ q: undefined, view: undefined })} />
      ) : null}
      {items && items.length > 0 ? (
        <StillBox of={JSON.stringify(query)} rows={items}>
          {(rows) => (
            <ul aria-label="Campaigns" className="card divide-y">
              {rows.map((campaign) => (
                <CampaignItem key={campaign.id} campaign={campaign} />
              ))}
            </ul>
          )}
        </StillBox>
      ) : null}
      {campaigns.hasNextPage ? (
        <Button
          className="justify-self-center"
          disabled={campaigns.isFetchingNextPage}
          onClick={() => void campaigns.fetchNextPage()}
        >
          {campaigns.isFetchingNextPage ? 'Loading more…' : 'Show more'}
        </Button>
      ) : null}
      {creating ? <NewCampaignDialog onClose={() => setCreating(false)} /> : null}
    </Page>
  );
}

function NoCampaigns({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (isFiltered)
    return (
      <EmptyState title="No campaign matches">
        <Button onClick={onClear}>Show all campaigns</Button>
      </EmptyState>
    );
  return (
    <EmptyState title="No campaigns yet">
      A campaign calls many people one after the other, within the law, your hours, your limits and your money. Before
      it starts you see who would be called, when, and what it costs.
    </EmptyState>
  );
}
