import { Link } from '@tanstack/react-router';
import { useMay } from '../../app/session.ts';
import type { CampaignDetail } from './queries.ts';
import { summaryOf } from './settings-words.ts';
import { stepTitles } from './wizard-steps.ts';

/** How the campaign calls, step by step as it was set up. */
export function SettingsSummary({ campaign }: { campaign: CampaignDetail }) {
  const mayEdit = useMay('manager') && campaign.status !== 'completed' && campaign.status !== 'archived';
  return (
    <div className="grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-3">
      {summaryOf(campaign.settings).map(({ step, rows }) => (
        <section key={step} aria-labelledby={`summary-${step}`} className="card grid gap-2 p-4">
          <div className="flex items-center justify-between gap-2">
            <h2 id={`summary-${step}`} className="font-semibold">
              {stepTitles[step]}
            </h2>
            {mayEdit ? (
              <Link
                to="/campaigns/$campaignId/edit/$step"
                params={{ campaignId: campaign.id, step }}
                aria-label={`Edit: ${stepTitles[step]}`}
                className="inline-flex min-h-6 items-center text-accent-text underline underline-offset-2"
              >
                Edit
              </Link>
            ) : null}
          </div>
          <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[200px_minmax(0,1fr)]">
            {rows.map(([name, words]) => (
              <div key={name} className="contents">
                <dt className="text-[13px] text-muted">{name}</dt>
                <dd className="min-w-0 break-words whitespace-pre-line max-sm:mb-1">{words}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
