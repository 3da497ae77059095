import { useQuery } from '@tanstack/react-query';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { usePollWhileOffline } from '../calls/poll-while-offline.ts';
import { VirtualDayPanel } from '../virtual-days/virtual-day-panel.tsx';
import { CampaignTiles } from './campaign-tiles.tsx';
import { ForecastBeside } from './forecast-beside.tsx';
import { LiveOfCampaign } from './live-of-campaign.tsx';
import { MissingList } from './missing-list.tsx';
import { OutcomesByDay } from './outcomes-by-day.tsx';
import { PacingPanel } from './pacing-panel.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { type CampaignDetail, type CampaignSchedule, statsQuery } from './queries.ts';
import { ReasonsPanel } from './reasons-panel.tsx';
import { VariantsPanel } from './variants-panel.tsx';

/** The campaign at a glance: figures, what is under way, and what came of it. */
export function CampaignOverview(props: { campaign: CampaignDetail; schedule: CampaignSchedule | undefined }) {
  const { campaign, schedule } = props;
  const stats = useQuery({ ...statsQuery(campaign.id), refetchInterval: usePollWhileOffline() });
  const isOpen = campaign.status === 'running' || campaign.status === 'paused';
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <MissingList campaign={campaign} />
      {campaign.status === 'running' && campaign.settings.mode === 'preview' ? (
        <PreviewPanel campaign={campaign} schedule={schedule} />
      ) : null}
      {stats.isPending ? <Skeleton rows={3} rowHeight={72} label="Loading the figures" /> : null}
      {stats.isError && !stats.data ? (
        <FailedState what="The figures" error={stats.error} onRetry={() => void stats.refetch()} />
      ) : null}
      {stats.data ? <CampaignTiles campaign={campaign} stats={stats.data} /> : null}
      {isOpen ? (
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <LiveOfCampaign campaign={campaign} schedule={schedule} />
          {schedule ? <PacingPanel campaign={campaign} schedule={schedule} /> : null}
        </div>
      ) : null}
      {stats.data ? (
        <>
          <OutcomesByDay campaign={campaign} days={stats.data.days} />
          <VariantsPanel stats={stats.data} />
          <ReasonsPanel campaign={campaign} stats={stats.data} />
        </>
      ) : null}
      <ForecastBeside campaign={campaign} />
      <VirtualDayPanel campaign={campaign} />
    </div>
  );
}
