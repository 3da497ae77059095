import { Link } from '@tanstack/react-router';
import type { CampaignSchedule } from './queries.ts';

const linkLook = 'inline-flex min-h-6 items-center text-accent-text underline underline-offset-2';

/** Where a pacing mode is tried out without calling anybody. */
export function SimulatorLink() {
  return (
    <Link to="/campaigns/pacing" className={linkLook}>
      Open the pacing simulator
    </Link>
  );
}

/** Whoever answers waits for the verdict before a person is there. */
export function DetectionDelays({ campaignId }: { campaignId: string }) {
  return (
    <p>
      Machine detection waits for its verdict, so whoever answers hears silence for some seconds before one of your
      people is there, and many hang up. Choose “While talking” to connect them at once: machines are hung up on later.{' '}
      <Link to="/campaigns/$campaignId/edit/$step" params={{ campaignId, step: 'content' }} className={linkLook}>
        Machine detection
      </Link>
    </p>
  );
}

/** Who could take calls now, and what to do when nobody could. */
export function SeatsNow({ seats }: { seats: CampaignSchedule['seats'] | undefined }) {
  if (!seats) return <p className="min-h-11" />;
  const busy = seats.talking + seats.wrapping_up;
  return (
    <div className="grid min-h-11 gap-1">
      <p>
        <span className="tabular font-semibold">{seats.ready}</span> ready now
        {busy > 0 ? `, ${busy} on a call or wrapping up` : ''}
        {seats.away > 0 ? `, ${seats.away} away` : ''}.
      </p>
      {seats.ready + busy === 0 ? (
        <p className="text-muted">
          Somebody must be ready to take calls: each person does that in the header, with a phone in their profile.{' '}
          <Link to="/seats" className={linkLook}>
            Seats
          </Link>
        </p>
      ) : null}
    </div>
  );
}
