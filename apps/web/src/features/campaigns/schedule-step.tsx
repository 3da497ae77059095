import { FigureField } from './figure-field.tsx';
import { FixedNote } from './fixed-note.tsx';
import { ScheduleDates } from './schedule-dates.tsx';
import { ScheduleRetries } from './schedule-retries.tsx';
import { ScheduleWindow } from './schedule-window.tsx';
import { StartAndEnd } from './start-and-end.tsx';
import type { CampaignEditing } from './use-campaign-editing.ts';

/** When, how many and how often. */
export function ScheduleStep({ editing }: { editing: CampaignEditing }) {
  const { time_zone: zone } = editing.draft.choices;
  return (
    <>
      <FixedNote editing={editing} what="The start" />
      <ScheduleWindow editing={editing} />
      <ScheduleDates editing={editing} />
      <StartAndEnd editing={editing} />
      <section aria-labelledby="limits" className="card grid gap-3 p-4">
        <h3 id="limits" className="font-semibold">
          Limits
        </h3>
        <div className="grid items-start gap-3 sm:grid-cols-3">
          <FigureField
            editing={editing}
            figure="daily_limit"
            label="Calls a day"
            hint={`Counted anew at midnight in ${zone.replaceAll('_', ' ')}.`}
          />
          <FigureField
            editing={editing}
            figure="concurrency"
            label="Calls at the same time"
            hint="In flight, at most."
          />
          <FigureField
            editing={editing}
            figure="calls_per_second"
            label="Calls a second"
            hint="0.1 is one in ten seconds. Your carrier has a limit, too."
          />
        </div>
      </section>
      <ScheduleRetries editing={editing} />
    </>
  );
}
