import type { Campaign } from '@offhook/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { RelativeTime } from '../../ui/time.tsx';
import { CampaignMenu } from './campaign-menu.tsx';
import { modeLabels } from './campaign-words.ts';
import { Progress } from './progress.tsx';
import { scheduleQuery } from './queries.ts';
import { Standing } from './standing.tsx';
import { StartPause } from './start-pause.tsx';
import { useCampaignActs } from './use-campaign-acts.ts';

/** One campaign of the list. */
export function CampaignItem({ campaign }: { campaign: Campaign }) {
  const acts = useCampaignActs(campaign);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-2 px-4 py-3 lg:grid-cols-[minmax(0,5fr)_minmax(0,3fr)_minmax(0,2fr)_200px]">
      <div className="col-span-2 grid min-w-0 grid-cols-[minmax(0,1fr)] gap-1 lg:col-span-1">
        <Link
          to="/campaigns/$campaignId"
          params={{ campaignId: campaign.id }}
          className="inline-flex min-h-6 items-center justify-self-start font-medium break-words hover:underline"
        >
          {campaign.name}
        </Link>
        <Standing campaign={campaign} />
      </div>
      <div className="col-span-2 lg:col-span-1">
        <Progress campaign={campaign} />
      </div>
      <Today campaign={campaign} />
      <div className="flex items-center justify-end gap-1">
        <StartPause campaign={campaign} acts={acts} size="small" />
        <CampaignMenu campaign={campaign} acts={acts} />
      </div>
    </li>
  );
}

/** What is left of the day's limit, and how many calls are under way; of a campaign that is over, since when. */
function Today({ campaign }: { campaign: Campaign }) {
  const { settings, status, counts } = campaign;
  const isOn = status === 'running' || status === 'paused';
  const schedule = useQuery({ ...scheduleQuery(campaign.id), enabled: isOn }).data;
  const count = (number: number) => number.toLocaleString('en-US');
  const limit = count(settings.daily_limit);
  const over = campaign.completed_at ? <RelativeTime at={campaign.completed_at} /> : null;
  const rows: [string, ReactNode][] = isOn
    ? [
        ['Today', schedule ? `${count(schedule.used_today)} of ${limit}` : `up to ${limit}`],
        ['In flight', `${count(counts.dialling)} of ${count(settings.concurrency)}`],
      ]
    : over
      ? [['Over', over]]
      : [
          ['A day', `up to ${limit}`],
          ['Pace', modeLabels[settings.mode]],
        ];
  return (
    <dl className="tabular grid min-h-10 content-center text-[13px] text-muted">
      {rows.map(([name, words]) => (
        <div key={name} className="flex flex-wrap gap-x-1">
          <dt>{name}</dt>
          <dd className="text-fg">{words}</dd>
        </div>
      ))}
    </dl>
  );
}
