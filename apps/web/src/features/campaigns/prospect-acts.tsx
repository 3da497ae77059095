import { Phone } from 'lucide-react';
import { useState } from 'react';
import { serverNowMs } from '../../app/clock.ts';
import { sentenceOf } from '../../app/failures.ts';
import { useMay } from '../../app/session.ts';
import { useTimeZone } from '../../app/time-zone.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { canRetry } from './campaign-words.ts';
import type { CampaignDetail, ProspectDetail } from './queries.ts';
import { useProspectActs } from './use-prospect-acts.ts';
import { localOf, momentOf } from './zoned-moments.ts';

interface ProspectActsProps {
  campaign: CampaignDetail;
  prospect: ProspectDetail;
  /** Removed: there is nothing to show any more. */
  onGone: () => void;
}

/** Calls the prospect now or at a time, leaves them out, or has them called again. */
export function ProspectActs({ campaign, prospect, onGone }: ProspectActsProps) {
  const acts = useProspectActs(campaign.id, prospect.id, onGone);
  const [asked, setAsked] = useState<'time' | 'skip'>();
  const mayRemove = useMay('manager') && prospect.attempts === 0;
  const { state, now } = prospect;
  const isOpen = campaign.status !== 'completed' && campaign.status !== 'archived';
  if (state === 'dialling') return <p className="text-muted">A call is under way.</p>;
  if (!isOpen) return null;
  const done = () => setAsked(undefined);
  return (
    <section aria-label="Actions" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex flex-wrap gap-2">
        {state === 'waiting' ? (
          <>
            <Button
              look="call"
              disabled={!now.allowed || campaign.status !== 'running' || acts.isBusy}
              title={campaign.status === 'running' ? undefined : 'The campaign is not running'}
              onClick={() => acts.place.mutate({})}
            >
              <Phone size={14} aria-hidden /> Place call
            </Button>
            <Button aria-expanded={asked === 'time'} onClick={() => setAsked(asked === 'time' ? undefined : 'time')}>
              Call at a time…
            </Button>
            <Button aria-expanded={asked === 'skip'} onClick={() => setAsked(asked === 'skip' ? undefined : 'skip')}>
              Leave out…
            </Button>
          </>
        ) : (
          <Button disabled={acts.isBusy} onClick={() => acts.change.mutate({ state: 'waiting' })}>
            {canRetry(prospect) ? 'Retry' : 'Call after all'}
          </Button>
        )}
        {mayRemove ? (
          <Button look="ghost" disabled={acts.isBusy} onClick={() => acts.remove.mutate()}>
            Remove from campaign
          </Button>
        ) : null}
      </div>
      {asked === 'time' ? (
        <AtTime zones={prospect.zones} onSet={(at) => acts.place.mutate({ scheduledFor: at }, { onSuccess: done })} />
      ) : null}
      {asked === 'skip' ? (
        <LeaveOut onSet={(reason) => acts.change.mutate({ state: 'skipped', reason }, { onSuccess: done })} />
      ) : null}
      {acts.error ? (
        <p role="alert" className="text-danger-text">
          {sentenceOf(acts.error)}
        </p>
      ) : null}
    </section>
  );
}

function AtTime({ zones, onSet }: { zones: readonly string[]; onSet: (at: string) => void }) {
  const ours = useTimeZone();
  const [zone = ours] = zones;
  const [local, setLocal] = useState(() => localOf(new Date(serverNowMs() + 3_600_000).toISOString(), zone));
  const at = momentOf(local, zone);
  return (
    <form
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (at) onSet(at);
      }}
    >
      <TextField
        label={`Call at (${zone.replaceAll('_', ' ')})`}
        type="datetime-local"
        required
        value={local}
        onChange={(event) => setLocal(event.target.value)}
      />
      <Button type="submit" className="h-9" disabled={!at}>
        Set the time
      </Button>
    </form>
  );
}

/** Asks why somebody is left out. */
export function LeaveOut({ onSet }: { onSet: (reason: string) => void }) {
  const [reason, setReason] = useState('');
  return (
    <form
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim()) onSet(reason.trim());
      }}
    >
      <div className="min-w-0 flex-1">
        <TextField
          label="Why?"
          required
          maxLength={200}
          autoComplete="off"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
      <Button type="submit" className="h-9" disabled={reason.trim() === ''}>
        Leave out
      </Button>
    </form>
  );
}
