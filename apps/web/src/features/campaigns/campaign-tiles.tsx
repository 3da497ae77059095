import type { CampaignStats } from '@offhook/contract';
import { Link } from '@tanstack/react-router';
import { money, spokenDuration } from '../../app/formats.ts';
import { percent } from './campaign-words.ts';
import type { CampaignDetail } from './queries.ts';

interface Tile {
  label: string;
  value: string;
  aside?: string;
  title?: string;
  search: Record<string, string>;
}

/** What came of the calls in figures; each leads to what is behind it. */
export function CampaignTiles({ campaign, stats }: { campaign: CampaignDetail; stats: CampaignStats }) {
  const count = (number: number) => number.toLocaleString('en-US');
  const outcome = (name: string) => ({ tab: 'prospects', outcome: name });
  const tiles: Tile[] = [
    { label: 'Placed', value: count(stats.total), aside: talkWords(stats), search: { tab: 'calls' } },
    {
      label: 'Human',
      value: count(stats.humanAnswered),
      aside: percent(stats.humanRate),
      search: outcome('human'),
    },
    {
      label: 'Machine',
      value: count(stats.machineAnswered),
      aside: percent(stats.machineRate),
      search: outcome('machine'),
    },
    { label: 'No answer', value: count(stats.noAnswer), search: outcome('no-answer') },
    { label: 'Busy', value: count(stats.busy), search: outcome('busy') },
    { label: 'Failed', value: count(stats.failed), search: outcome('failed') },
    {
      label: 'Abandoned',
      value: count(stats.abandoned),
      aside: stats.abandonedRate === null ? '' : percent(stats.abandonedRate),
      title: 'The share is of those whom a person answered in the last 30 days; the law allows 3 %',
      search: outcome('abandoned'),
    },
    { label: 'Cost', value: money(stats.totalCost, stats.currency), search: { tab: 'calls' } },
    {
      label: 'Left today',
      value: count(stats.remainingToday),
      aside: `of ${count(campaign.settings.daily_limit)}`,
      search: { tab: 'prospects', state: 'waiting' },
    },
  ];
  return (
    <section aria-label="Figures" className="grid grid-cols-2 gap-2 sm:grid-cols-3 xl:grid-cols-9">
      {tiles.map(({ label, value, aside, title, search }) => (
        <Link
          key={label}
          to="/campaigns/$campaignId"
          params={{ campaignId: campaign.id }}
          search={search}
          title={title}
          className="card grid min-h-[84px] content-center px-3 py-2 hover:border-input"
        >
          <span className="text-xs text-muted">{label}</span>
          <span className="tabular text-xl leading-7 font-semibold">{value}</span>
          <span className="tabular min-h-4 text-xs leading-4 text-muted">{aside}</span>
        </Link>
      ))}
    </section>
  );
}

function talkWords({ averageDuration }: CampaignStats): string {
  return averageDuration === null ? '' : `${spokenDuration(averageDuration)} each`;
}
