import { exportProspects, fillPath, listProspects } from '@offhook/contract';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Download, PhoneOutgoing, SquarePen } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { useMay } from '../../app/session.ts';
import { buttonLook } from '../../ui/button.tsx';
import { sayFailed } from '../../ui/toasts.tsx';
import { CampaignMenu } from './campaign-menu.tsx';
import { PlaceSomeDialog } from './place-some-dialog.tsx';
import type { CampaignDetail } from './queries.ts';
import { StartPause } from './start-pause.tsx';
import { useCampaignActs } from './use-campaign-acts.ts';

/** What can be done with the campaign that is open. */
export function CampaignActions({ campaign }: { campaign: CampaignDetail }) {
  const acts = useCampaignActs(campaign);
  const [open, setOpen] = useState(false);
  const [mayCall, mayWrite] = [useMay('agent'), useMay('manager')];
  const save = useExport(campaign.id);
  const { status } = campaign;
  const isOver = status === 'completed' || status === 'archived';
  const more = [
    ...(mayCall && status === 'running'
      ? [
          {
            label: 'Call the next ones now…',
            icon: <PhoneOutgoing size={16} aria-hidden />,
            run: () => setOpen(true),
          },
        ]
      : []),
    { label: 'Export prospects as CSV', icon: <Download size={16} aria-hidden />, run: () => save.mutate() },
  ];
  return (
    <>
      <StartPause campaign={campaign} acts={acts} />
      {mayWrite && !isOver ? (
        <Link
          to="/campaigns/$campaignId/edit/$step"
          params={{ campaignId: campaign.id, step: 'audience' }}
          className={buttonLook({})}
        >
          <SquarePen size={14} aria-hidden /> Edit
        </Link>
      ) : null}
      <CampaignMenu campaign={campaign} acts={acts} more={more} />
      {open ? <PlaceSomeDialog campaign={campaign} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function useExport(campaignId: string) {
  const params = { campaign_id: campaignId };
  return useMutation({
    // A download cannot renew a session nor show a refusal: one row is asked for first, which does both.
    mutationFn: () => api(listProspects, { params, query: { limit: 1 } }),
    onSuccess: () => {
      const link = document.createElement('a');
      link.href = fillPath(exportProspects.path, params);
      link.download = 'prospects.csv';
      link.click();
    },
    onError: sayFailed,
  });
}
