import type { VirtualDay } from '@offhook/contract';
import { TriangleAlert } from 'lucide-react';
import { wordDuration } from '../../app/formats.ts';
import type { CampaignDetail } from '../campaigns/queries.ts';
import { ZonedTime } from '../campaigns/zoned-time.tsx';
import { partOver, speedWords } from './course.ts';
import { CourseChart } from './course-chart.tsx';
import { DayBesideForecast } from './day-beside-forecast.tsx';
import { DayTotals } from './day-totals.tsx';

const headlines: Record<VirtualDay['state'], string> = {
  running: 'Being played',
  done: 'Played to its end',
  failed: 'Could not be played',
  cancelled: 'Cancelled',
};

/** A virtual day, while it is played and afterwards. */
export function DayPlayed({ campaign, day }: { campaign: CampaignDetail; day: VirtualDay }) {
  const { state, failure, prospects, totals, problems, notes } = day;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <Headline day={day} />
      {failure ? (
        <p role="alert" className="text-danger-text">
          {failure}
        </p>
      ) : null}
      {totals ? (
        <>
          <CourseChart day={day} />
          <DayTotals totals={totals} />
        </>
      ) : null}
      {state === 'done' && prospects.played === prospects.waiting ? (
        <DayBesideForecast campaign={campaign} day={day} />
      ) : null}
      {day.reasons.length > 0 ? (
        <Lines title="Not dialled" lines={day.reasons.map((each) => `${each.message} (${people(each.prospects)})`)} />
      ) : null}
      {problems.length > 0 ? (
        <Lines title="What went wrong inside" lines={problems} icon={<TriangleAlert size={14} aria-hidden />} />
      ) : null}
      <Lines title="What is not as with people" lines={notes} />
    </div>
  );
}

function Headline({ day }: { day: VirtualDay }) {
  const { state, prospects, doing, speed, seconds, now, time_zone: zone } = day;
  const percent = Math.round(partOver(day) * 100);
  const sample = prospects.played < prospects.waiting ? ` of ${people(prospects.waiting)}, drawn at random` : '';
  return (
    <div className="grid gap-1">
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span role="status" className="font-medium">
          {headlines[state]}
        </span>
        <span className="tabular">
          <ZonedTime at={now} zone={zone} />
        </span>
        {speed > 0 ? (
          <span className="tabular text-muted" title="Virtual seconds for each real one">
            {speedWords(speed)} in {wordDuration(Math.max(1, Math.round(seconds)))}
          </span>
        ) : null}
      </p>
      {state === 'running' ? (
        <progress
          aria-label="Virtual time"
          value={percent}
          max={100}
          className="h-2 w-full appearance-none overflow-hidden rounded-full border border-input bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
        />
      ) : null}
      <p className="text-[13px] text-muted">
        {people(prospects.played)}
        {sample}. {doing}
      </p>
    </div>
  );
}

function Lines(props: { title: string; lines: readonly string[]; icon?: React.ReactNode }) {
  return (
    <details className="text-[13px]">
      <summary className="min-h-6 cursor-pointer">
        <span className="inline-flex items-center gap-1.5">
          {props.icon}
          {props.title} ({props.lines.length})
        </span>
      </summary>
      <ul className="mt-1 list-disc space-y-0.5 pl-5 text-muted">
        {props.lines.map((line) => (
          <li key={line} className="break-words">
            {line}
          </li>
        ))}
      </ul>
    </details>
  );
}

function people(count: number): string {
  return count === 1 ? '1 person' : `${count.toLocaleString('en-US')} people`;
}
