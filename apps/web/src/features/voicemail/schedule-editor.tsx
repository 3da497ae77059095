import { Plus, X } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { RowProblem } from '../../ui/row-problem.tsx';
import { Switch } from '../../ui/switch.tsx';
import { SpanFields } from '../hours/span-fields.tsx';
import {
  addDated,
  addWeekly,
  type DatedRow,
  type Days,
  outsideOfficeHours,
  type ScheduleDraft,
  type WeeklyRow,
  wholeSchedule,
} from './schedule-draft.ts';
import { daysWords } from './schedule-words.ts';

const timeZones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
// Object.keys forgets the names that the table has.
const dayChoices = Object.keys(daysWords) as Days[];

interface EditorProps {
  draft: ScheduleDraft;
  problems: ReadonlyMap<number, string> | undefined;
  onChange: (draft: ScheduleDraft) => void;
}

/** When a greeting plays: parts of every week, and single days. */
export function ScheduleEditor({ draft, problems, onChange }: EditorProps) {
  const setWeekly = (row: WeeklyRow) =>
    onChange({ ...draft, weekly: draft.weekly.map((each) => (each.key === row.key ? row : each)) });
  const setDated = (row: DatedRow) =>
    onChange({ ...draft, dates: draft.dates.map((each) => (each.key === row.key ? row : each)) });
  return (
    <fieldset className="grid grid-cols-[minmax(0,1fr)] gap-3 rounded-lg border p-3">
      <legend className="px-1 text-[13px] font-medium">Times of its own</legend>
      <SelectField
        label="Time zone"
        value={draft.timeZone}
        onChange={(event) => onChange({ ...draft, timeZone: event.target.value })}
      >
        {timeZones.includes(draft.timeZone) ? null : <option>{draft.timeZone}</option>}
        {timeZones.map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
      </SelectField>
      {draft.weekly.map((row, index) => (
        <WeeklyFields
          key={row.key}
          {...{ row, index }}
          problem={problems?.get(row.key)}
          onChange={setWeekly}
          onRemove={() => onChange({ ...draft, weekly: draft.weekly.filter(({ key }) => key !== row.key) })}
        />
      ))}
      {draft.dates.map((row, index) => (
        <DatedFields
          key={row.key}
          {...{ row, index }}
          problem={problems?.get(row.key)}
          onChange={setDated}
          onRemove={() => onChange({ ...draft, dates: draft.dates.filter(({ key }) => key !== row.key) })}
        />
      ))}
      <RowProblem problem={problems?.get(wholeSchedule)} />
      <div className="flex flex-wrap gap-2">
        <Button size="small" onClick={() => onChange(addWeekly(draft))}>
          <Plus size={14} aria-hidden /> Weekly times
        </Button>
        <Button size="small" onClick={() => onChange(addDated(draft))}>
          <Plus size={14} aria-hidden /> Single day
        </Button>
        {draft.weekly.length === 0 ? (
          <Button size="small" look="ghost" onClick={() => onChange(outsideOfficeHours(draft))}>
            Outside Mon–Fri 9–17
          </Button>
        ) : null}
      </div>
    </fieldset>
  );
}

interface FieldsOf<Row> {
  row: Row;
  index: number;
  problem: string | undefined;
  onChange: (row: Row) => void;
  onRemove: () => void;
}

function WeeklyFields({ row, index, problem, onChange, onRemove }: FieldsOf<WeeklyRow>) {
  const of = `times ${index + 1}`;
  return (
    <div className="grid gap-1">
      <div className="flex flex-wrap items-center gap-2">
        <div className="min-w-40 flex-1">
          <SelectField
            label={`Days of ${of}`}
            labelHidden
            value={row.days}
            onChange={(event) => {
              const days = dayChoices.find((choice) => choice === event.target.value);
              if (days) onChange({ ...row, days });
            }}
          >
            {dayChoices.map((days) => (
              <option key={days} value={days}>
                {daysWords[days]}
              </option>
            ))}
          </SelectField>
        </div>
        <SpanFields
          of={of}
          times={row}
          readOnly={false}
          isWrong={problem !== undefined}
          onChange={(times) => onChange({ ...row, ...times })}
        />
        <IconButton name={`Remove ${of}`} icon={<X size={16} aria-hidden />} onClick={onRemove} />
      </div>
      <RowProblem problem={problem} />
    </div>
  );
}

function DatedFields({ row, index, problem, onChange, onRemove }: FieldsOf<DatedRow>) {
  const of = `day ${index + 1}`;
  return (
    <div className="grid gap-1">
      <div className="flex flex-wrap items-center gap-2">
        <TextField
          label={`Date of ${of}`}
          labelHidden
          type="date"
          value={row.date}
          onChange={(event) => onChange({ ...row, date: event.target.value })}
          className="w-36"
        />
        <div className="min-w-28 flex-1">
          <TextField
            label={`Name of ${of}`}
            labelHidden
            placeholder="Christmas"
            maxLength={80}
            value={row.name}
            onChange={(event) => onChange({ ...row, name: event.target.value })}
          />
        </div>
        <Switch
          label="Whole day"
          checked={row.isWholeDay}
          onChange={(isWholeDay) => onChange({ ...row, isWholeDay })}
        />
        {row.isWholeDay ? null : (
          <SpanFields
            of={of}
            times={row}
            readOnly={false}
            isWrong={problem !== undefined}
            onChange={(times) => onChange({ ...row, ...times })}
          />
        )}
        <IconButton name={`Remove ${of}`} icon={<X size={16} aria-hidden />} onClick={onRemove} />
      </div>
      <RowProblem problem={problem} />
    </div>
  );
}
