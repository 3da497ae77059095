import type { CampaignStats } from '@offhook/contract';
import { Link } from '@tanstack/react-router';
import type { CampaignDetail } from './queries.ts';

/** Why people are not called, or not now; each reason leads to them. */
export function ReasonsPanel({ campaign, stats }: { campaign: CampaignDetail; stats: CampaignStats }) {
  if (stats.reasons.length === 0) return null;
  return (
    <section aria-labelledby="reasons" className="card grid grid-cols-[minmax(0,1fr)] gap-2 p-4">
      <h2 id="reasons" className="text-base leading-6 font-semibold">
        Why people are not called
      </h2>
      <ul className="divide-y">
        {stats.reasons.map(({ code, message, prospects }) => (
          <li key={code} className="flex items-baseline gap-3 py-1.5">
            <span className="min-w-0 flex-1">{message}</span>
            <Link
              to="/campaigns/$campaignId"
              params={{ campaignId: campaign.id }}
              search={{ tab: 'prospects', reason: code }}
              aria-label={`${prospects.toLocaleString('en-US')}: ${message}`}
              className="tabular inline-flex min-h-6 items-center text-accent-text underline underline-offset-2"
            >
              {prospects.toLocaleString('en-US')}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
