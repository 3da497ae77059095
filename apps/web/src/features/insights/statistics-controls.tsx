import { useQuery } from '@tanstack/react-query';
import { useTimeZone } from '../../app/time-zone.ts';
import { SelectField, TextField } from '../../ui/field.tsx';
import { peopleQuery } from '../people/queries.ts';
import type { Grouping, StatisticsFilter } from './statistics-filter.ts';

const periodNames: Record<NonNullable<StatisticsFilter['period']>, string> = {
  today: 'Today',
  yesterday: 'Yesterday',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  '90d': 'Last 90 days',
  month: 'This month',
  custom: 'From … to …',
};

const groupingNames: Record<Grouping, string> = {
  hour: 'Hour',
  day: 'Day',
  week: 'Week',
  month: 'Month',
  'hour-of-day': 'Hour of the day',
  person: 'Person',
  status: 'Status',
};

const timeZones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

interface ControlsProps {
  filter: StatisticsFilter;
  grouping: Grouping;
  onChange: (part: Partial<StatisticsFilter>) => void;
}

/** What is counted, and how it is grouped. Choosing what is usual takes it out of the address. */
export function StatisticsControls({ filter, grouping, onChange }: ControlsProps) {
  const people = useQuery(peopleQuery).data?.items ?? [];
  const { period = '7d' } = filter;
  // The names of the options are the values of the filter; an empty one is none.
  const value = <Value extends string>(text: string) => (text || undefined) as Value | undefined;
  return (
    <search
      aria-label="What is counted"
      className="grid grid-cols-[minmax(0,1fr)] items-start gap-3 xs:grid-cols-2 md:grid-cols-3 xl:grid-cols-5"
    >
      <Choice
        label="Period"
        value={period}
        names={periodNames}
        onChoose={(text) =>
          onChange({ period: text === '7d' ? undefined : value(text), from: undefined, to: undefined })
        }
      />
      <Choice
        label="Grouped by"
        value={grouping}
        names={groupingNames}
        onChoose={(text) => onChange({ group: value(text) })}
      />
      <SelectField
        label="Person"
        value={filter.person ?? ''}
        onChange={(event) => onChange({ person: value(event.target.value) })}
      >
        <option value="">Everybody</option>
        {people.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Direction"
        value={filter.direction ?? ''}
        onChange={(event) => onChange({ direction: value(event.target.value) })}
      >
        <option value="">In and out</option>
        <option value="inbound">Inbound</option>
        <option value="outbound">Outbound</option>
      </SelectField>
      <ZoneChoice filter={filter} onChange={onChange} />
      {period === 'custom' ? <CustomDays filter={filter} onChange={onChange} /> : null}
    </search>
  );
}

function Choice<Name extends string>(props: {
  label: string;
  value: Name;
  names: Record<Name, string>;
  onChoose: (value: string) => void;
}) {
  return (
    <SelectField label={props.label} value={props.value} onChange={(event) => props.onChoose(event.target.value)}>
      {Object.entries<string>(props.names).map(([name, label]) => (
        <option key={name} value={name}>
          {label}
        </option>
      ))}
    </SelectField>
  );
}

function ZoneChoice({ filter, onChange }: Pick<ControlsProps, 'filter' | 'onChange'>) {
  const workspaceZone = useTimeZone();
  const zone = filter.zone ?? workspaceZone;
  return (
    <SelectField
      label="Time zone"
      value={zone}
      onChange={({ target }) => onChange({ zone: target.value === workspaceZone ? undefined : target.value })}
    >
      {timeZones.includes(zone) ? null : <option>{zone}</option>}
      {timeZones.map((each) => (
        <option key={each}>{each}</option>
      ))}
    </SelectField>
  );
}

function CustomDays({ filter, onChange }: Pick<ControlsProps, 'filter' | 'onChange'>) {
  const isBackward = filter.from && filter.to && filter.from > filter.to;
  return (
    <>
      <TextField
        label="From"
        type="date"
        value={filter.from ?? ''}
        onChange={(event) => onChange({ from: event.target.value || undefined })}
      />
      <TextField
        label="To"
        type="date"
        value={filter.to ?? ''}
        error={isBackward ? 'The last day is before the first.' : undefined}
        onChange={(event) => onChange({ to: event.target.value || undefined })}
      />
    </>
  );
}
