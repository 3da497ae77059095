import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Page } from '../../app/page.tsx';
import { useMay } from '../../app/session.ts';
import { EmptyState, FailedState, Skeleton } from '../../ui/states.tsx';
import { LeaveGuard } from '../scripts/leave-guard.tsx';
import { AudienceStep } from './audience-step.tsx';
import { ContentStep } from './content-step.tsx';
import { NumbersStep } from './numbers-step.tsx';
import { PaceStep } from './pace-step.tsx';
import { type CampaignDetail, campaignQuery } from './queries.ts';
import { ReviewStep } from './review-step.tsx';
import { ScheduleStep } from './schedule-step.tsx';
import { type CampaignEditing, useCampaignEditing } from './use-campaign-editing.ts';
import { WizardBar } from './wizard-bar.tsx';
import { WizardHead } from './wizard-head.tsx';
import { readStep, stepBeside, type WizardStep } from './wizard-steps.ts';

const contents: Record<Exclude<WizardStep, 'review'>, (props: { editing: CampaignEditing }) => React.ReactNode> = {
  audience: AudienceStep,
  content: ContentStep,
  numbers: NumbersStep,
  schedule: ScheduleStep,
  pace: PaceStep,
};

/** Sets a campaign up step by step; every step has its address and is saved when it is left. */
export function WizardPage() {
  const { campaignId } = useParams({ from: '/inside/campaigns/$campaignId/edit/$step' });
  const campaign = useQuery(campaignQuery(campaignId));
  const mayWrite = useMay('manager');
  if (campaign.data && !mayWrite)
    return (
      <Page title={campaign.data.name}>
        <EmptyState title="Setting a campaign up needs the role manager or more" />
      </Page>
    );
  if (campaign.data) return <Wizard key={campaignId} campaign={campaign.data} />;
  return (
    <Page title="Campaign">
      {campaign.isPending ? <Skeleton rows={8} rowHeight={44} label="Loading the campaign" /> : null}
      {campaign.isError ? (
        <FailedState what="The campaign" error={campaign.error} onRetry={() => void campaign.refetch()} />
      ) : null}
    </Page>
  );
}

function Wizard({ campaign }: { campaign: CampaignDetail }) {
  const { step: given } = useParams({ from: '/inside/campaigns/$campaignId/edit/$step' });
  const navigate = useNavigate();
  const editing = useCampaignEditing(campaign);
  const step = readStep(given);
  const go = async (to: WizardStep | undefined) => {
    const isSaved = await editing.saveDraft();
    const problem = editing.stepWithProblem();
    if (!isSaved && problem === step) return;
    const params = { campaignId: campaign.id, step: isSaved ? (to ?? step) : (problem ?? step) };
    if (isSaved && to === undefined)
      return void navigate({ to: '/campaigns/$campaignId', params, ignoreBlocker: true });
    if (params.step !== step) await navigate({ to: '/campaigns/$campaignId/edit/$step', params, ignoreBlocker: true });
  };
  const isOver = campaign.status === 'completed' || campaign.status === 'archived';
  const Content = step === 'review' ? undefined : contents[step];
  return (
    <Page title={campaign.name}>
      <WizardHead editing={editing} step={step} onStep={(to) => void go(to)} />
      {isOver ? <EmptyState title="This campaign is over">Copy it to call again.</EmptyState> : null}
      {!isOver && Content ? (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void go(stepBeside(step, 1));
          }}
          className="grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-4"
        >
          <Content key={step} editing={editing} />
          <WizardBar editing={editing} step={step} onStep={(to) => void go(to)} />
        </form>
      ) : null}
      {!isOver && step === 'review' ? <ReviewStep campaign={campaign} onBack={() => void go('pace')} /> : null}
      <LeaveGuard active={editing.isChanged} />
    </Page>
  );
}
