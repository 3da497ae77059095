import { Plus, X } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { RowProblem } from '../../ui/row-problem.tsx';
import { Switch } from '../../ui/switch.tsx';
import { addDated, changeDated, type DatedDraft, removeDated } from '../hours/hours-draft.ts';
import { SpanFields } from '../hours/span-fields.tsx';
import type { CampaignEditing } from './use-campaign-editing.ts';

const mostRows = 400;

/** Dates with hours of their own in place of the week's. */
export function ScheduleDates({ editing }: { editing: CampaignEditing }) {
  const { draft } = editing;
  const { time_zone, window_zone } = draft.choices;
  const clock = window_zone === 'contact' ? 'on the clock of each contact' : `in ${time_zone.replaceAll('_', ' ')}`;
  const rows = draft.hours.special;
  const set = (hours: typeof draft.hours) => editing.change({ ...draft, hours });
  return (
    <section aria-labelledby="dates" className="card grid grid-cols-[minmax(0,1fr)] gap-2 p-4">
      <h3 id="dates" className="font-semibold">
        Given dates
      </h3>
      <p className="text-[13px] text-muted">
        They have hours of their own instead of the week’s, or none. Times are {clock}. Two rows with one date are two
        parts of that day.
      </p>
      {rows.length > 0 ? (
        <ul aria-label="Given dates" className="grid divide-y">
          {rows.map((row, index) => (
            <DateRow
              key={row.key}
              row={row}
              name={`date ${index + 1}`}
              problem={editing.problemOf(`row.${row.key}`)}
              onChange={(next) => set(changeDated(draft.hours, 'special', next))}
              onRemove={() => set(removeDated(draft.hours, 'special', row.key))}
            />
          ))}
        </ul>
      ) : null}
      <RowProblem problem={editing.problemOf('dates')} />
      <Button
        className="justify-self-start"
        disabled={rows.length >= mostRows}
        onClick={() => set(addDated(draft.hours, 'special'))}
      >
        <Plus size={16} aria-hidden /> Add a date
      </Button>
    </section>
  );
}

function DateRow(props: {
  row: DatedDraft;
  name: string;
  problem: string | undefined;
  onChange: (row: DatedDraft) => void;
  onRemove: () => void;
}) {
  const { row, name, problem, onChange, onRemove } = props;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-1 py-2">
      <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-2">
        <TextField
          label={`Day of ${name}`}
          labelHidden
          type="date"
          className="w-40"
          value={row.date}
          onChange={(event) => onChange({ ...row, date: event.target.value })}
        />
        <Switch
          label="Nobody is called"
          checked={row.isWholeDay}
          onChange={(isWholeDay) =>
            onChange({ ...row, isWholeDay, ...(row.from === '' && { from: '09:00', to: '17:00' }) })
          }
        />
        {row.isWholeDay ? null : (
          <SpanFields
            of={name}
            times={row}
            readOnly={false}
            isWrong={problem !== undefined}
            onChange={(times) => onChange({ ...row, ...times })}
          />
        )}
      </div>
      <IconButton name={`Remove ${name}`} icon={<X size={16} aria-hidden />} onClick={onRemove} />
      <RowProblem problem={problem} />
    </li>
  );
}
