import type { ContactImportDetail } from '@offhook/contract';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Page } from '../../app/page.tsx';
import { useMay } from '../../app/session.ts';
import { EmptyState, FailedState, Skeleton } from '../../ui/states.tsx';
import { CampaignNote } from './campaign-note.tsx';
import { CheckStep } from './check-step.tsx';
import { HeaderStep } from './header-step.tsx';
import { ImportHead } from './import-head.tsx';
import { type ImportStep, readStep } from './import-steps.ts';
import { MatchStep } from './match-step.tsx';
import { importDetailQuery, importProgressQuery } from './queries.ts';
import { ResultStep } from './result-step.tsx';

export interface StepProps {
  of: ContactImportDetail;
  onStep: (step: ImportStep) => void;
}

const contents: Record<ImportStep, (props: StepProps) => React.ReactNode> = {
  file: HeaderStep,
  match: MatchStep,
  check: CheckStep,
  result: ResultStep,
};

/** One import, wherever it stands: each step has its address, and a reload goes on there. */
export function ImportPage() {
  const { importId } = useParams({ from: '/inside/contacts/import/$importId' });
  const mayImport = useMay('manager');
  const detail = useQuery({ ...importDetailQuery(importId), enabled: mayImport });
  const progress = useQuery({ ...importProgressQuery(importId), enabled: detail.data !== undefined });
  if (detail.data) return <Wizard key={importId} of={{ ...detail.data, ...progress.data }} />;
  return (
    <Page title="Import">
      {mayImport ? null : <EmptyState title="Importing contacts needs the role manager or more" />}
      {mayImport && detail.isPending ? <Skeleton rows={8} rowHeight={44} label="Loading the import" /> : null}
      {detail.isError ? (
        <FailedState what="This import" error={detail.error} onRetry={() => void detail.refetch()} />
      ) : null}
    </Page>
  );
}

function Wizard({ of }: { of: ContactImportDetail }) {
  const { step: named } = useSearch({ from: '/inside/contacts/import/$importId' });
  const navigate = useNavigate();
  const step = readStep(named, of);
  const go = (to: ImportStep) =>
    void navigate({ to: '/contacts/import/$importId', params: { importId: of.id }, search: { step: to } });
  const Content = contents[step];
  const campaignId = of.settings.campaign_id;
  return (
    <Page title={`Import ${of.name}`}>
      <ImportHead of={of} step={step} onStep={go} />
      {campaignId && step !== 'result' ? <CampaignNote campaignId={campaignId} /> : null}
      {of.failure && step !== 'result' ? (
        <p role="alert" className="card st-danger max-w-4xl p-3">
          {of.failure} Look at the delimiter and the encoding, or upload the file anew.
        </p>
      ) : null}
      <Content key={step} of={of} onStep={go} />
    </Page>
  );
}
