import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/field.tsx';
import { RowProblem } from '../../ui/row-problem.tsx';
import { withOfficeHours } from '../hours/hours-draft.ts';
import { WeekRows } from '../hours/week-rows.tsx';
import { RadioCards } from './radio-cards.tsx';
import type { CampaignEditing } from './use-campaign-editing.ts';

const timeZones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

/** The hours of every week, and whose clock they are read on. */
export function ScheduleWindow({ editing }: { editing: CampaignEditing }) {
  const { draft } = editing;
  const { time_zone: zone, window_zone: whose } = draft.choices;
  const place = zone.replaceAll('_', ' ');
  const clock = whose === 'contact' ? 'on the clock of each contact' : `in ${place}`;
  const isEmpty = Object.values(draft.hours.week).every((spans) => spans.length === 0);
  return (
    <section aria-label="Calling hours" className="card grid grid-cols-[minmax(0,1fr)] gap-4 p-4">
      <SelectField
        label="Time zone of the campaign"
        className="sm:max-w-72"
        hint="Its day begins there at midnight; its start, end and dates are read there."
        value={zone}
        error={editing.problemOf('time_zone')}
        onChange={(event) => editing.choose({ time_zone: event.target.value })}
      >
        {timeZones.includes(zone) ? null : <option>{zone}</option>}
        {timeZones.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </SelectField>
      <RadioCards
        legend="Hours"
        value={draft.hasWindow ? 'own' : 'law'}
        onChange={(value) =>
          editing.change({
            ...draft,
            hasWindow: value === 'own',
            hours: value === 'own' && isEmpty ? withOfficeHours(draft.hours) : draft.hours,
          })
        }
        options={[
          {
            value: 'law',
            title: 'Whenever the law allows',
            words: 'By the calling hours of the place where each contact is.',
          },
          { value: 'own', title: 'Only in these hours', words: 'And of them only what the law allows as well.' },
        ]}
      />
      {draft.hasWindow ? (
        <>
          <RadioCards
            legend="Whose clock"
            value={whose}
            onChange={(window_zone) => editing.choose({ window_zone })}
            options={[
              {
                value: 'contact',
                title: 'The clock of each contact',
                words: '09:00 is nine in the morning where they are: earlier in the east, later in the west.',
              },
              { value: 'campaign', title: `The clock of the campaign (${place})`, words: 'The same moment for all.' },
            ]}
          />
          <WeekRows
            draft={draft.hours}
            readOnly={false}
            problemOf={(key) => editing.problemOf(`row.${key}`)}
            onChange={(hours) => editing.change({ ...draft, hours })}
          >
            <div className="grid justify-items-start gap-2">
              <p className="text-[13px] text-muted">Times are {clock}. On days without hours nobody is called.</p>
              {isEmpty ? (
                <Button onClick={() => editing.change({ ...draft, hours: withOfficeHours(draft.hours) })}>
                  Office hours Mon–Fri 9–17
                </Button>
              ) : null}
              <RowProblem problem={editing.problemOf('window')} />
            </div>
          </WeekRows>
        </>
      ) : null}
    </section>
  );
}
