import type { Seat } from '@offhook/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Phone } from 'lucide-react';
import { useId, useState } from 'react';
import { useNow } from '../../app/clock.ts';
import { sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { seatShown } from '../seats/seat-words.ts';
import { useChangeMySeat, useMySeat } from '../seats/use-my-seat.ts';
import { whyNoCall } from './preview-words.ts';
import { LeaveOut } from './prospect-acts.tsx';
import { type CampaignDetail, prospectQuery } from './queries.ts';
import { useProspectActs } from './use-prospect-acts.ts';

interface PreviewActsProps {
  campaign: CampaignDetail;
  prospectId: string;
  isBusy: boolean;
  onNext: () => void;
}

/** Calls the person who is looked at, or goes on to another one. */
export function PreviewActs({ campaign, prospectId, isBusy, onNext }: PreviewActsProps) {
  const detail = useQuery(prospectQuery(campaign.id, prospectId)).data;
  const seat = useMySeat();
  const shownSeat = seatShown(seat ?? nobody, useNow(1000)).state;
  const acts = useProspectActs(campaign.id, prospectId, onNext);
  const goOn = () => {
    acts.place.reset();
    acts.change.reset();
    onNext();
  };
  const [leavingOut, setLeavingOut] = useState<string>();
  const why = useId();
  const isWaiting = detail?.state === 'waiting';
  const reason = whyNoCall({ seat: seat && shownSeat, hasPhone: Boolean(seat?.phone_number), prospect: detail });
  const mayCall = isWaiting && seat !== undefined && reason === undefined && !acts.isBusy;
  const isAsked = leavingOut === prospectId;
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap gap-2">
        <Button
          look="call"
          disabled={!mayCall}
          aria-describedby={reason ? why : undefined}
          onClick={() => acts.place.mutate({})}
        >
          <Phone size={14} aria-hidden /> {acts.place.isPending ? 'Calling…' : 'Call'}
        </Button>
        <Button onClick={goOn}>{isBusy ? 'Looking…' : isWaiting ? 'Skip for now' : 'Next person'}</Button>
        {isWaiting ? (
          <Button aria-expanded={isAsked} onClick={() => setLeavingOut(isAsked ? undefined : prospectId)}>
            Leave out…
          </Button>
        ) : null}
      </div>
      {detail?.state === 'dialling' ? (
        <p role="status">Your phone rings as soon as they answer; it all stands under In flight.</p>
      ) : null}
      {reason ? (
        <p id={why} className="text-[13px]">
          {reason.words} {seat && reason.isOwnSeat ? <SeatHelp seat={seat} isWrapUp={shownSeat === 'wrap-up'} /> : null}
        </p>
      ) : null}
      {isAsked && isWaiting ? (
        <LeaveOut onSet={(words) => acts.change.mutate({ state: 'skipped', reason: words }, { onSuccess: goOn })} />
      ) : null}
      {isWaiting ? (
        <p className="text-[13px] text-muted">Whoever is skipped for now comes again in about five minutes.</p>
      ) : null}
      {acts.error ? (
        <p role="alert" className="text-danger-text">
          {sentenceOf(acts.error)}
        </p>
      ) : null}
    </div>
  );
}

const nobody = { state: 'away', since: null, wrap_up_until: null } as const;

/** The way to a seat that is ready. */
function SeatHelp({ seat, isWrapUp }: { seat: Seat; isWrapUp: boolean }) {
  const change = useChangeMySeat();
  const linkLook = 'inline-flex min-h-6 items-center text-accent-text underline underline-offset-2';
  if (seat.phone_number === null)
    return (
      <Link to="/settings" hash="profile" className={linkLook}>
        Add your phone number
      </Link>
    );
  return (
    <>
      <Button look="link" size="inline" onClick={() => change.mutate('ready')}>
        {isWrapUp ? 'Ready now' : 'Become ready'}
      </Button>{' '}
      <Link to="/seats" className={linkLook}>
        About seats
      </Link>
    </>
  );
}
