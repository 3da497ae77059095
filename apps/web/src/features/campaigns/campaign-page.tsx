import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Page } from '../../app/page.tsx';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { LiveBanner } from '../calls/live-banner.tsx';
import { usePollWhileOffline } from '../calls/poll-while-offline.ts';
import { CampaignActions } from './campaign-actions.tsx';
import { CampaignCalls } from './campaign-calls.tsx';
import { CampaignOverview } from './campaign-overview.tsx';
import { ProspectsTab } from './prospects-tab.tsx';
import { type CampaignDetail, campaignQuery, scheduleQuery } from './queries.ts';
import { SettingsSummary } from './settings-summary.tsx';
import { StandingLine } from './standing-line.tsx';

/** One campaign: what it does now, what came of it, and each of its prospects and calls. */
export function CampaignPage() {
  const { campaignId } = useParams({ from: '/inside/campaigns/$campaignId' });
  const campaign = useQuery({ ...campaignQuery(campaignId), refetchInterval: usePollWhileOffline() });
  if (campaign.data) return <Loaded key={campaignId} campaign={campaign.data} />;
  return (
    <Page title="Campaign">
      {campaign.isPending ? <Skeleton rows={8} rowHeight={44} label="Loading the campaign" /> : null}
      {campaign.isError ? (
        <FailedState what="The campaign" error={campaign.error} onRetry={() => void campaign.refetch()} />
      ) : null}
    </Page>
  );
}

const tabNames = ['overview', 'prospects', 'calls', 'settings'] as const;

function Loaded({ campaign }: { campaign: CampaignDetail }) {
  const { tab } = useSearch({ from: '/inside/campaigns/$campaignId' });
  const navigate = useNavigate({ from: '/campaigns/$campaignId' });
  const isDraft = campaign.status === 'draft';
  const schedule = useQuery({ ...scheduleQuery(campaign.id), refetchInterval: usePollWhileOffline() }).data;
  const selected = tabNames.find((name) => name === tab) ?? (isDraft ? 'settings' : 'overview');
  return (
    <Page title={campaign.name} actions={<CampaignActions campaign={campaign} />}>
      <LiveBanner />
      <StandingLine campaign={campaign} schedule={schedule} />
      <Tabs
        label={`Parts of ${campaign.name}`}
        selected={selected}
        onSelect={(name) => void navigate({ search: { tab: name }, replace: true })}
        tabs={[
          {
            name: 'overview',
            title: 'Overview',
            content: <CampaignOverview campaign={campaign} schedule={schedule} />,
          },
          { name: 'prospects', title: 'Prospects', content: <ProspectsTab campaign={campaign} /> },
          { name: 'calls', title: 'Calls', content: <CampaignCalls campaign={campaign} /> },
          { name: 'settings', title: 'Settings', content: <SettingsSummary campaign={campaign} /> },
        ]}
      />
    </Page>
  );
}
