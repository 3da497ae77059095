import type { Seat } from '@offhook/contract';
import { Link, useNavigate } from '@tanstack/react-router';
import { ChevronDown } from 'lucide-react';
import { useNow } from '../../app/clock.ts';
import { clockDuration } from '../../app/formats.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Menu } from '../../ui/menu.tsx';
import { stateIcons } from './seat-badge.tsx';
import { type SeatShown, seatShown, stateTones, stateWords } from './seat-words.ts';
import { useChangeMySeat, useHeartbeat, useMySeat } from './use-my-seat.ts';

/** In the header of whoever has taken a seat once: what it is doing, and the way to another state. */
export function SeatControl() {
  const seat = useMySeat();
  useHeartbeat(seat);
  const hasSeat = seat !== undefined && seat.since !== null;
  return hasSeat ? <OwnSeat seat={seat} /> : null;
}

function OwnSeat({ seat }: { seat: Seat }) {
  const navigate = useNavigate();
  const shown = seatShown(seat, useNow(1000));
  const change = useChangeMySeat();
  const toState = (state: 'ready' | 'away', label: string) => ({ label, run: () => change.mutate(state) });
  const { call } = seat;
  const openCall = call && {
    label: `Open the call with ${call.with}`,
    run: () => void navigate({ to: '/calls/$callId', params: { callId: call.id } }),
  };
  return (
    <>
      {shown.state === 'wrap-up' ? (
        <Button look="primary" className="hidden sm:inline-flex" onClick={() => change.mutate('ready')}>
          Ready now
        </Button>
      ) : null}
      {shown.state === 'on-call' && call ? (
        <Link
          to="/calls/$callId"
          params={{ callId: call.id }}
          className="hidden max-w-48 truncate text-accent-text underline underline-offset-2 hover:no-underline lg:block"
        >
          {call.with}
        </Link>
      ) : null}
      <Menu
        trigger={<SeatButton shown={shown} seat={seat} />}
        heading="Calls of campaigns"
        entries={[
          ...(openCall ? [openCall] : []),
          ...choices(shown, seat).map(([state, label]) => toState(state, label)),
          { label: 'All about seats', run: () => void navigate({ to: '/seats' }) },
        ]}
      />
    </>
  );
}

function choices({ state }: SeatShown, { leaves_after }: Seat): ['ready' | 'away', string][] {
  if (state === 'away') return [['ready', 'Ready for calls']];
  if (state === 'ready') return [['away', 'Away']];
  if (state === 'on-call')
    return leaves_after ? [['ready', 'Stay after this call']] : [['away', 'Away after this call']];
  return [
    ['ready', 'Ready now'],
    ['away', 'Away'],
  ];
}

function SeatButton({ shown, seat, ...trigger }: { shown: SeatShown; seat: Seat }) {
  const Icon = stateIcons[shown.state];
  const { state, seconds, secondsLeft } = shown;
  // Where there is little room only a time that runs out is shown.
  const time = secondsLeft ?? (state === 'on-call' ? seconds : undefined);
  return (
    <Button {...trigger} className="gap-1.5">
      <Icon size={16} aria-hidden style={{ color: `var(--st-${stateTones[state]}-fg)` }} />
      <span className="sr-only">Your seat: </span>
      <span className="sr-only sm:not-sr-only">{stateWords[state]}</span>
      {time === undefined ? null : (
        <span className={classNames('tabular', secondsLeft === undefined && 'hidden sm:inline')}>
          {clockDuration(time)}
        </span>
      )}
      {seat.leaves_after ? <span className="sr-only">, away after it</span> : null}
      <ChevronDown size={14} aria-hidden className="hidden sm:block" />
    </Button>
  );
}
