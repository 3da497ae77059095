import type { getHours, RouteResponse } from '@offhook/contract';
import { fieldOf, sentenceOf } from '../../app/failures.ts';
import { Page } from '../../app/page.tsx';
import { useMay } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { RowProblem } from '../../ui/row-problem.tsx';
import { LeaveGuard } from '../scripts/leave-guard.tsx';
import { DatedRows } from './dated-rows.tsx';
import { DeleteHours } from './delete-hours.tsx';
import { HoursBadge } from './hours-badge.tsx';
import { calendarOf, rowOfField, withOfficeHours } from './hours-draft.ts';
import { ImportHolidays } from './import-holidays.tsx';
import { SaveBar } from './save-bar.tsx';
import { type HoursEditing, useHoursEditing } from './use-hours-editing.ts';
import { WeekRows } from './week-rows.tsx';

const timeZones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

/** Writes opening hours; above stands what they say at this moment. */
export function HoursEditor({ hours }: { hours: RouteResponse<typeof getHours> | undefined }) {
  const mayWrite = useMay('manager');
  const editing = useHoursEditing(hours);
  const { draft, change, save, problems } = editing;
  const field = fieldOf(save.error) ?? '';
  const refused = save.error ? sentenceOf(save.error) : undefined;
  const refusedRow = rowOfField(draft, field);
  const problemOf = (key: number) =>
    (editing.isChecked ? problems.get(key) : undefined) ?? (refusedRow === key ? refused : undefined);
  const rows = { draft, readOnly: !mayWrite, problemOf, onChange: change };
  return (
    <Page
      title={hours ? hours.name : 'New opening hours'}
      actions={hours && mayWrite ? <DeleteHours hours={hours} /> : null}
    >
      <form
        aria-label="Opening hours"
        className="card grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-6 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          editing.saveDraft();
        }}
      >
        <div className="min-h-12 sm:min-h-[22px]">
          {problems.size === 0 ? <HoursBadge calendar={calendarOf(draft)} /> : <Unsaid />}
        </div>
        <NameAndZone editing={editing} readOnly={!mayWrite} error={field === 'name' ? refused : undefined} />
        <WeekRows {...rows}>
          {mayWrite && isEmptyWeek(draft.week) ? (
            <Button className="justify-self-start" onClick={() => change(withOfficeHours(draft))}>
              Office hours Mon–Fri 9–17
            </Button>
          ) : null}
        </WeekRows>
        <DatedRows kind="holidays" {...rows}>
          {hours ? <ImportHolidays hours={hours} editing={editing} /> : null}
        </DatedRows>
        <DatedRows kind="special" {...rows} />
        <RowProblem problem={field !== 'name' && refusedRow === undefined ? refused : undefined} />
        {mayWrite ? (
          <SaveBar isNew={!hours} what="opening hours" editing={editing} problems={problems.size} />
        ) : (
          <p className="text-muted">Changing opening hours needs the role manager or more.</p>
        )}
      </form>
      {hours ? <UsedBy uses={hours.used_by} /> : null}
      <LeaveGuard active={editing.isChanged} />
    </Page>
  );
}

function isEmptyWeek(week: HoursEditing['draft']['week']): boolean {
  return Object.values(week).every((spans) => spans.length === 0);
}

function Unsaid() {
  return <p className="text-[13px] leading-[22px] text-muted">What holds now is shown when every row is complete.</p>;
}

function NameAndZone(props: { editing: HoursEditing; readOnly: boolean; error: string | undefined }) {
  const { draft, change } = props.editing;
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <TextField
        label="Name"
        required
        maxLength={80}
        readOnly={props.readOnly}
        value={draft.name}
        error={props.error}
        onChange={(event) => change({ ...draft, name: event.target.value })}
      />
      <SelectField
        label="Time zone"
        hint="Times are of the clock on the wall there; it follows summer time by itself."
        disabled={props.readOnly}
        value={draft.timeZone}
        onChange={(event) => change({ ...draft, timeZone: event.target.value })}
      >
        {timeZones.includes(draft.timeZone) ? null : <option>{draft.timeZone}</option>}
        {timeZones.map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
      </SelectField>
    </div>
  );
}

export function UsedBy({ uses }: { uses: readonly string[] }) {
  return (
    <p className="max-w-4xl text-[13px] break-words text-muted">
      {uses.length > 0 ? `Used by ${uses.join(', ')}.` : 'Not used by anything yet.'}
    </p>
  );
}
