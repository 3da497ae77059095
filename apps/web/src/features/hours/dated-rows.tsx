import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { RowProblem } from '../../ui/row-problem.tsx';
import { Switch } from '../../ui/switch.tsx';
import { addDated, changeDated, type DatedDraft, type DatedKind, removeDated } from './hours-draft.ts';
import { SpanFields } from './span-fields.tsx';
import type { RowsProps } from './week-rows.tsx';

const wordsOf = {
  holidays: {
    title: 'Holidays',
    row: 'holiday',
    add: 'Add holiday',
    hint: 'Closed, and callers can hear a holiday greeting. A holiday wins over everything else.',
  },
  special: {
    title: 'Special days',
    row: 'special day',
    add: 'Add special day',
    hint: 'Open as said here instead of as every week: an evening opening, a short day.',
  },
} as const;

/** Days that are not like their weekday. */
export function DatedRows(props: RowsProps & { kind: DatedKind; children?: ReactNode }) {
  const { kind, draft, readOnly, problemOf, onChange, children } = props;
  const words = wordsOf[kind];
  const rows = draft[kind];
  return (
    <section aria-labelledby={`${kind}-title`} className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <h2 id={`${kind}-title`} className="font-semibold">
        {words.title}
      </h2>
      <p className="text-xs text-muted">{words.hint}</p>
      {rows.length > 0 ? (
        <ul aria-label={words.title} className="grid divide-y">
          {rows.map((row, index) => (
            <DatedRow
              key={row.key}
              row={row}
              name={`${words.row} ${index + 1}`}
              readOnly={readOnly}
              problem={problemOf(row.key)}
              onChange={(next) => onChange(changeDated(draft, kind, next))}
              onRemove={() => onChange(removeDated(draft, kind, row.key))}
            />
          ))}
        </ul>
      ) : null}
      {readOnly && rows.length === 0 ? <p className="text-muted">None.</p> : null}
      {readOnly ? null : (
        <div className="flex flex-wrap gap-2">
          <Button disabled={rows.length >= mostRows} onClick={() => onChange(addDated(draft, kind))}>
            <Plus size={16} aria-hidden /> {words.add}
          </Button>
          {children}
        </div>
      )}
    </section>
  );
}

const mostRows = 500;

interface DatedRowProps {
  row: DatedDraft;
  name: string;
  readOnly: boolean;
  problem: string | undefined;
  onChange: (row: DatedDraft) => void;
  onRemove: () => void;
}

function DatedRow({ row, name, readOnly, problem, onChange, onRemove }: DatedRowProps) {
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-1 py-2">
      <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-2">
        <TextField
          label={`Date of ${name}`}
          labelHidden
          type="date"
          readOnly={readOnly}
          className="w-40"
          value={row.date}
          onChange={(event) => onChange({ ...row, date: event.target.value })}
        />
        <div className="min-w-0 flex-1 basis-48">
          <TextField
            label={`Name of ${name}`}
            labelHidden
            placeholder="Christmas Day"
            maxLength={80}
            readOnly={readOnly}
            value={row.name}
            onChange={(event) => onChange({ ...row, name: event.target.value })}
          />
        </div>
        <Switch
          label="Whole day"
          checked={row.isWholeDay}
          disabled={readOnly}
          onChange={(isWholeDay) => onChange({ ...row, isWholeDay })}
        />
        {row.isWholeDay ? null : (
          <SpanFields
            of={name}
            times={row}
            readOnly={readOnly}
            isWrong={problem !== undefined}
            onChange={(times) => onChange({ ...row, ...times })}
          />
        )}
      </div>
      {readOnly ? null : (
        <IconButton name={`Remove ${name}`} icon={<X size={16} aria-hidden />} className="mt-0.5" onClick={onRemove} />
      )}
      <RowProblem problem={problem} />
    </li>
  );
}
