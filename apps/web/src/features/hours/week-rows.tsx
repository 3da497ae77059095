import { type Weekday, weekdays } from '@offhook/flow/shapes';
import { Copy, Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { RowProblem } from '../../ui/row-problem.tsx';
import { addSpan, changeSpan, copyDay, type HoursDraft, removeSpan, workdays } from './hours-draft.ts';
import { weekdayNames } from './hours-words.ts';
import { SpanFields } from './span-fields.tsx';

export interface RowsProps {
  draft: HoursDraft;
  readOnly: boolean;
  problemOf: (key: number) => string | undefined;
  onChange: (draft: HoursDraft) => void;
}

/** The hours of every week, day by day. */
export function WeekRows({ children, ...rows }: RowsProps & { children: ReactNode }) {
  return (
    <section aria-labelledby="week-title" className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <h2 id="week-title" className="font-semibold">
        Every week
      </h2>
      {children}
      <ul className="grid divide-y">
        {weekdays.map((day) => (
          <DayRow key={day} day={day} {...rows} />
        ))}
      </ul>
    </section>
  );
}

function DayRow({ day, draft, readOnly, problemOf, onChange }: RowsProps & { day: Weekday }) {
  const spans = draft.week[day];
  const name = weekdayNames[day];
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-4 gap-y-1 py-2 sm:grid-cols-[110px_208px_auto] sm:justify-start">
      <h3 className="font-medium sm:leading-9">{name}</h3>
      <div className="grid gap-1.5">
        {spans.length === 0 ? <p className="text-muted sm:leading-9">Closed</p> : null}
        {spans.map((span, index) => (
          <div key={span.key} className="grid gap-1">
            <div className="flex items-center gap-1">
              <SpanFields
                of={`row ${index + 1} on ${name}`}
                times={span}
                readOnly={readOnly}
                isWrong={problemOf(span.key) !== undefined}
                onChange={(times) => onChange(changeSpan(draft, day, { ...span, ...times }))}
              />
              {readOnly ? null : (
                <IconButton
                  name={`Remove row ${index + 1} on ${name}`}
                  icon={<X size={16} aria-hidden />}
                  onClick={() => onChange(removeSpan(draft, day, span.key))}
                />
              )}
            </div>
            <RowProblem problem={problemOf(span.key)} />
          </div>
        ))}
      </div>
      {readOnly ? null : (
        <div className="flex items-center gap-1 sm:min-h-9">
          <Button
            look="ghost"
            aria-label={`Add hours on ${name}`}
            disabled={spans.length >= mostSpans}
            onClick={() => onChange(addSpan(draft, day))}
          >
            <Plus size={16} aria-hidden /> Add hours
          </Button>
          <CopyMenu day={day} name={name} onCopy={(days) => onChange(copyDay(draft, day, days))} />
        </div>
      )}
    </li>
  );
}

/** Seventy rows in all; ten a day are more than any week needs. */
const mostSpans = 10;

function CopyMenu(props: { day: Weekday; name: string; onCopy: (days: readonly Weekday[]) => void }) {
  return (
    <Menu
      heading={`Copy ${props.name} to`}
      trigger={
        <Button look="ghost" aria-label={`Copy to… (${props.name})`}>
          <Copy size={16} aria-hidden /> Copy to…
        </Button>
      }
      entries={[
        { label: 'Monday to Friday', run: () => props.onCopy(workdays) },
        { label: 'Every day', run: () => props.onCopy(weekdays) },
        ...weekdays
          .filter((day) => day !== props.day)
          .map((day) => ({ label: weekdayNames[day], run: () => props.onCopy([day]) })),
      ]}
    />
  );
}
