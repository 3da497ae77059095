import { Link } from '@tanstack/react-router';
import { CircleAlert } from 'lucide-react';
import type { CampaignDetail } from './queries.ts';
import { stepOf, stepTitles } from './wizard-steps.ts';

/** What keeps the campaign from being started, each with the way to put it right. */
export function MissingList({ campaign }: { campaign: CampaignDetail }) {
  const { missing } = campaign;
  const isStarted = campaign.status !== 'draft' && campaign.status !== 'paused';
  if (missing.length === 0 || isStarted) return null;
  return (
    <section aria-labelledby="missing" className="st-warn grid gap-2 rounded-[10px] border p-4">
      <h2 id="missing" className="flex items-center gap-2 font-semibold">
        <CircleAlert size={16} aria-hidden /> Before it can start
      </h2>
      <ul className="grid gap-1">
        {missing.map(({ field, message }) => (
          <li key={`${field} ${message}`}>
            {message} <Fix campaignId={campaign.id} field={field} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const linkLook = 'inline-flex min-h-6 items-center underline underline-offset-2';

function Fix({ campaignId, field }: { campaignId: string; field: string }) {
  const step = stepOf(field);
  if (step)
    return (
      <Link to="/campaigns/$campaignId/edit/$step" params={{ campaignId, step }} className={linkLook}>
        {stepTitles[step]}
      </Link>
    );
  if (field.startsWith('wallet'))
    return (
      <Link to="/wallet" className={linkLook}>
        Wallet
      </Link>
    );
  return (
    <Link to="/settings" className={linkLook}>
      Settings
    </Link>
  );
}
