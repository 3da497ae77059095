import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { serverNowMs } from '../../app/clock.ts';
import { sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { ForecastProspects } from './forecast-prospects.tsx';
import { ForecastView } from './forecast-view.tsx';
import { MissingList } from './missing-list.tsx';
import { SimulatorLink } from './pace-links.tsx';
import type { CampaignDetail } from './queries.ts';
import { useCampaignActs } from './use-campaign-acts.ts';
import { useForecast } from './use-forecast.ts';

/** What would happen, before anything does: then the campaign is started. */
export function ReviewStep({ campaign, onBack }: { campaign: CampaignDetail; onBack: () => void }) {
  const { reason } = useSearch({ from: '/inside/campaigns/$campaignId/edit/$step' });
  const navigate = useNavigate({ from: '/campaigns/$campaignId/edit/$step' });
  const forecast = useForecast(campaign, true);
  const showReason = (code: string | undefined) =>
    void navigate({ search: { reason: code }, replace: true, resetScroll: false });
  return (
    <div className="grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-4">
      <MissingList campaign={campaign} />
      <ForecastView
        forecast={forecast}
        zone={campaign.settings.time_zone}
        hasPeople={campaign.counts.total > 0}
        reason={reason}
        onReason={showReason}
      />
      {forecast.data?.complete && campaign.counts.total > 0 ? (
        <ForecastProspects
          campaign={campaign}
          asOf={forecast.data.as_of}
          reason={reason}
          reasonWords={forecast.data.skipped.find(({ code }) => code === reason)?.message}
          onClear={() => showReason(undefined)}
        />
      ) : null}
      <StartBar campaign={campaign} onBack={onBack} />
    </div>
  );
}

function StartBar({ campaign, onBack }: { campaign: CampaignDetail; onBack: () => void }) {
  const navigate = useNavigate();
  const acts = useCampaignActs(campaign);
  const [hasSeenSimulation, setSeen] = useState(false);
  const { status, settings, missing } = campaign;
  const isPredictive = settings.mode === 'predictive' && status === 'draft';
  const isLater = settings.starts_at !== null && Date.parse(settings.starts_at) > serverNowMs();
  const toCampaign = () => navigate({ to: '/campaigns/$campaignId', params: { campaignId: campaign.id } });
  const words = status === 'paused' ? 'Resume campaign' : isLater ? 'Schedule campaign' : 'Start campaign';
  const start = () =>
    acts.start.mutate(isPredictive ? { confirm_pacing: hasSeenSimulation } : {}, { onSuccess: toCampaign });
  return (
    <section aria-label="Start" className="card grid gap-3 p-4">
      {isPredictive ? (
        <div className="grid gap-1">
          <label className="flex items-start gap-2">
            <input
              type="checkbox"
              className="mt-0.5 size-4 accent-[var(--accent)]"
              checked={hasSeenSimulation}
              onChange={(event) => setSeen(event.target.checked)}
            />
            I looked at the simulation of predictive dialling, and know that some calls may be abandoned.
          </label>
          <SimulatorLink />
        </div>
      ) : null}
      {acts.start.error ? (
        <p role="alert" className="text-danger-text">
          {sentenceOf(acts.start.error)}
        </p>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button onClick={onBack}>Back</Button>
        {status === 'running' || status === 'scheduled' ? (
          <Button look="primary" onClick={() => void toCampaign()}>
            To the campaign
          </Button>
        ) : (
          <Button
            look="primary"
            disabled={missing.length > 0 || (isPredictive && !hasSeenSimulation) || acts.isBusy}
            onClick={start}
          >
            {words}
          </Button>
        )}
        {status === 'draft' ? (
          <Button look="ghost" onClick={() => void toCampaign()}>
            Keep as a draft
          </Button>
        ) : null}
      </div>
      <p className="text-[13px] text-muted">
        Once started it can be paused at any time: then no further call is placed, and calls under way go on to their
        end.
      </p>
    </section>
  );
}
