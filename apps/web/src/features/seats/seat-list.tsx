import type { Seat } from '@offhook/contract';
import { Link } from '@tanstack/react-router';
import { useNow } from '../../app/clock.ts';
import { SeatBadge } from './seat-badge.tsx';
import { awaySentence, countSentence, seatShown } from './seat-words.ts';

/** Everybody who has a seat, by name, so that rows stay where they are. */
export function SeatList({ seats }: { seats: readonly Seat[] }) {
  const nowMs = useNow(1000);
  return (
    <section aria-label="All seats" className="grid gap-2">
      <p className="text-muted">{countSentence(seats, nowMs)}</p>
      <ul aria-label="Seats" className="card divide-y">
        {seats.map((seat) => (
          <SeatRow key={seat.person.id} seat={seat} nowMs={nowMs} />
        ))}
      </ul>
    </section>
  );
}

function SeatRow({ seat, nowMs }: { seat: Seat; nowMs: number }) {
  const shown = seatShown(seat, nowMs);
  return (
    <li className="flex min-h-14 flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
      <span className="min-w-0 flex-1 basis-32">
        <span className="block font-medium break-words">{seat.person.name}</span>
        <span className="block text-[13px] break-words text-muted">
          <Doing seat={seat} isAway={shown.state === 'away'} />
        </span>
      </span>
      <SeatBadge shown={shown} />
    </li>
  );
}

function Doing({ seat, isAway }: { seat: Seat; isAway: boolean }) {
  const { call } = seat;
  if (isAway) return awaySentence(seat);
  if (!call) return seat.campaign_ids === null ? 'Every campaign' : campaignWords(seat.campaign_ids.length);
  return (
    <>
      <Link to="/calls/$callId" params={{ callId: call.id }} className="text-accent-text underline underline-offset-2">
        {call.with}
      </Link>
      {call.campaign.name ? `, ${call.campaign.name}` : ''}
      {seat.leaves_after ? ', away after this call' : ''}
    </>
  );
}

function campaignWords(count: number): string {
  return count === 1 ? 'One campaign' : `${count} campaigns`;
}
