import type { Campaign } from '@offhook/contract';
import { Link } from '@tanstack/react-router';
import { Pause, Play } from 'lucide-react';
import { useMay } from '../../app/session.ts';
import { Button, type ButtonProps, buttonLook } from '../../ui/button.tsx';
import { underWayInWords } from './campaign-words.ts';
import type { CampaignActs } from './use-campaign-acts.ts';

/** The one step that a campaign takes next: be finished, paused or gone on with. */
export function StartPause(props: { campaign: Campaign; acts: CampaignActs; size?: ButtonProps['size'] }) {
  const { campaign, acts, size } = props;
  const mayPause = useMay('agent');
  const mayStart = useMay('manager');
  const { status, counts, name } = campaign;
  if ((status === 'running' || status === 'scheduled') && mayPause)
    return (
      <Button
        size={size}
        aria-label={`Pause ${name}`}
        title={`No further call is placed. ${underWayInWords(counts.dialling)}`}
        disabled={acts.isBusy}
        onClick={() => acts.pause.mutate()}
      >
        <Pause size={14} aria-hidden /> Pause
      </Button>
    );
  if (status === 'paused' && mayStart)
    return (
      <Button
        look="primary"
        size={size}
        aria-label={`Resume ${name}`}
        disabled={acts.isBusy}
        onClick={() => acts.start.mutate({})}
      >
        <Play size={14} aria-hidden /> Resume
      </Button>
    );
  if (status === 'draft' && mayStart)
    return (
      <Link
        to="/campaigns/$campaignId/edit/$step"
        params={{ campaignId: campaign.id, step: 'review' }}
        aria-label={`Review and start ${name}`}
        className={buttonLook({ size, look: 'primary' })}
      >
        <Play size={14} aria-hidden /> Review and start
      </Link>
    );
  return null;
}
