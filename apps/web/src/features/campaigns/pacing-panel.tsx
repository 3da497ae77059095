import type { ReactNode } from 'react';
import { modeLabels, percent } from './campaign-words.ts';
import { SeatsNow } from './pace-links.tsx';
import type { CampaignDetail, CampaignSchedule } from './queries.ts';
import { ZonedTime } from './zoned-time.tsx';

/** How many calls are wanted now and why, and what holds them back. */
export function PacingPanel({ campaign, schedule }: { campaign: CampaignDetail; schedule: CampaignSchedule }) {
  const { settings } = campaign;
  const { pacing, abandoned_30_days: abandoned, time_zone: zone } = schedule;
  const count = (number: number) => number.toLocaleString('en-US');
  const hasSeats = settings.mode !== 'automatic';
  return (
    <section aria-labelledby="pacing" className="card grid content-start gap-3 p-4">
      <h2 id="pacing" className="text-base leading-6 font-semibold">
        Pace: {modeLabels[settings.mode]}
      </h2>
      {pacing ? (
        <p>
          <span className="tabular font-semibold">{pacing.wanted}</span> {pacing.wanted === 1 ? 'call' : 'calls'} wanted
          now. <span className="text-muted">{pacing.because}</span>
        </p>
      ) : null}
      {hasSeats ? <SeatsNow seats={schedule.seats} /> : null}
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-[13px]">
        <Row name="Today">
          {count(schedule.used_today)} of {count(schedule.daily_limit)} used, {count(schedule.remaining_today)} left
          until <ZonedTime at={schedule.resets_at} zone={zone} />
        </Row>
        <Row name="Due now">{schedule.due_now >= 10_000 ? '10,000 or more' : count(schedule.due_now)}</Row>
        <Row name="Hours">
          {schedule.window_open ? 'Open' : 'Closed'}
          {schedule.window_open && schedule.window_closes_at ? (
            <>
              {' '}
              until <ZonedTime at={schedule.window_closes_at} zone={zone} />
            </>
          ) : null}
          {!schedule.window_open && schedule.next_opening_at ? (
            <>
              {' '}
              until <ZonedTime at={schedule.next_opening_at} zone={zone} />
            </>
          ) : null}
        </Row>
        <Row name="Rate">{schedule.calls_per_second} a second at most</Row>
        <Row name="Abandoned">
          {count(abandoned.abandoned)} of {count(abandoned.answered)} answered in 30 days
          {abandoned.share === null ? '' : ` (${percent(abandoned.share)}; the law allows 3 %)`}
        </Row>
      </dl>
    </section>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="tabular">{children}</dd>
    </>
  );
}
