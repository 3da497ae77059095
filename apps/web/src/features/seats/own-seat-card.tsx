import type { Seat } from '@offhook/contract';
import { Link } from '@tanstack/react-router';
import { useNow } from '../../app/clock.ts';
import { formatNumber } from '../../app/phone.ts';
import { Button } from '../../ui/button.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { SeatBadge } from './seat-badge.tsx';
import { awaySentence, seatShown } from './seat-words.ts';
import { useChangeMySeat } from './use-my-seat.ts';

/** Whoever is signed in takes calls, or stops taking them. */
export function OwnSeatCard({ seat }: { seat: Seat }) {
  const shown = seatShown(seat, useNow(1000));
  const change = useChangeMySeat();
  const isAway = shown.state === 'away';
  return (
    <section aria-label="Your seat" className="card grid gap-3 p-4">
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="font-semibold">Your seat</h2>
        <SeatBadge shown={shown} />
        <div className="flex flex-wrap gap-2 sm:ml-auto">
          {shown.state === 'wrap-up' || isAway ? (
            <Button look="primary" disabled={seat.phone_number === null} onClick={() => change.mutate('ready')}>
              {isAway ? 'Ready for calls' : 'Ready now'}
            </Button>
          ) : null}
          {isAway ? null : <AwayButton seat={seat} isOnCall={shown.state === 'on-call'} change={change.mutate} />}
        </div>
      </div>
      <Explained seat={seat} isAway={isAway} />
    </section>
  );
}

function AwayButton(props: { seat: Seat; isOnCall: boolean; change: (state: 'ready' | 'away') => void }) {
  if (props.isOnCall && props.seat.leaves_after) {
    return <Button onClick={() => props.change('ready')}>Stay after this call</Button>;
  }
  return <Button onClick={() => props.change('away')}>{props.isOnCall ? 'Away after this call' : 'Away'}</Button>;
}

function Explained({ seat, isAway }: { seat: Seat; isAway: boolean }) {
  const { country } = useWorkspace();
  if (seat.phone_number === null) {
    return (
      <p className="text-muted">
        {awaySentence(seat)}{' '}
        <Link to="/settings" hash="profile" className="text-accent-text underline underline-offset-2">
          Add your phone number
        </Link>{' '}
        first.
      </p>
    );
  }
  const phone = formatNumber(seat.phone_number, country);
  return (
    <p className="text-muted">
      {isAway ? `${awaySentence(seat)} ` : ''}
      While you are ready, {phone} rings when somebody answers a call of a campaign; picking up connects you at once.
      You hear whom it is with. Keep this page open.
    </p>
  );
}
