import { FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { useMay } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import type { CampaignDetail } from '../campaigns/queries.ts';
import { DayPlayed } from './day-played.tsx';
import { MixForm } from './mix-form.tsx';
import { useVirtualDay, type VirtualDayPowers } from './use-virtual-day.ts';

/** The campaign played with virtual people on a virtual clock. */
export function VirtualDayPanel({ campaign }: { campaign: CampaignDetail }) {
  const powers = useVirtualDay(campaign.id);
  const { known } = powers;
  return (
    <section aria-labelledby="virtual-day" className="card grid grid-cols-[minmax(0,1fr)] gap-3 p-4">
      <div className="grid gap-0.5">
        <h2 id="virtual-day" className="flex items-center gap-2 text-base leading-6 font-semibold">
          <FlaskConical size={16} aria-hidden /> Virtual day
        </h2>
        <p className="text-[13px] text-muted">
          The campaign as it is, played with virtual people on a fast clock. Nobody is called and nothing is charged.
        </p>
      </div>
      {known.isPending ? <Skeleton rows={1} rowHeight={40} label="Loading the virtual day" /> : null}
      {known.isError && !known.data ? (
        <FailedState what="The virtual day" error={known.error} onRetry={() => void known.refetch()} />
      ) : null}
      {known.isSuccess ? <Content campaign={campaign} powers={powers} /> : null}
    </section>
  );
}

function Content({ campaign, powers }: { campaign: CampaignDetail; powers: VirtualDayPowers }) {
  const mayPlay = useMay('manager');
  const [isChoosing, setChoosing] = useState(false);
  const { day, cancel } = powers;
  const isRunning = day?.state === 'running';
  const isOpen = !isRunning && isChoosing;
  return (
    <>
      {day ? <DayPlayed campaign={campaign} day={day} /> : null}
      {!day && !mayPlay ? <p>None has been played yet. It needs the role manager or more.</p> : null}
      {mayPlay && isOpen ? <MixForm campaign={campaign} powers={powers} onStarted={() => setChoosing(false)} /> : null}
      {mayPlay && !isOpen ? (
        <div className="flex flex-wrap gap-2">
          {isRunning ? (
            <Button onClick={() => cancel.mutate()} disabled={cancel.isPending}>
              Cancel
            </Button>
          ) : (
            <Button onClick={() => setChoosing(true)}>{day ? 'Play it again…' : 'Choose who answers…'}</Button>
          )}
        </div>
      ) : null}
    </>
  );
}
