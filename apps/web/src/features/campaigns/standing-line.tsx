import type { Campaign } from '@offhook/contract';
import { underWayInWords } from './campaign-words.ts';
import { Progress } from './progress.tsx';
import type { CampaignSchedule } from './queries.ts';
import { Standing } from './standing.tsx';

/** What the campaign does at this moment, in a sentence, and how far it is. */
export function StandingLine({ campaign, schedule }: { campaign: Campaign; schedule: CampaignSchedule | undefined }) {
  const { status, counts } = campaign;
  const isOpen = status === 'running' || status === 'scheduled';
  return (
    <div className="card grid items-center gap-x-6 gap-y-3 p-4 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
      <div role="status" aria-label="What the campaign does" className="grid min-h-[52px] content-center gap-1">
        <Standing campaign={campaign} bare={isOpen && schedule !== undefined} />
        {isOpen && schedule ? <p>{schedule.sentence}</p> : null}
        {status === 'paused' ? (
          <p>No further call is placed. {counts.dialling > 0 ? underWayInWords(counts.dialling) : ''}</p>
        ) : null}
        {status === 'draft' ? <p>Nobody is called before you start it.</p> : null}
      </div>
      <Progress campaign={campaign} />
    </div>
  );
}
