import { useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useSession } from '../../app/session.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Switch } from '../../ui/switch.tsx';
import { peopleQuery } from '../people/queries.ts';
import { type InboxFilters, readInboxFilters, withoutMessage } from './inbox-filters.ts';
import { boxesQuery } from './queries.ts';

interface FilterBarProps {
  filters: InboxFilters;
  onChange: (filters: InboxFilters, replace?: boolean) => void;
}

/** Search and the filters of the inbox; each of them stands in the address. */
export function InboxFilterBar({ filters, onChange }: FilterBarProps) {
  const boxes = useQuery(boxesQuery).data ?? [];
  const set = (part: Record<string, string | undefined>) =>
    onChange(readInboxFilters({ ...withoutMessage(filters), ...part }));
  return (
    <search aria-label="Messages" className="grid grid-cols-2 items-end gap-2 md:flex md:flex-wrap">
      <SearchField filters={filters} onChange={onChange} />
      <SelectField
        label="Show"
        value={filters.view ?? ''}
        onChange={(event) => set({ view: event.target.value })}
        className="md:w-32"
      >
        <option value="">Inbox</option>
        <option value="archived">Archived</option>
        <option value="deleted">Deleted</option>
      </SelectField>
      <SelectField
        label="Box"
        value={filters.box ?? ''}
        onChange={(event) => set({ box: event.target.value })}
        className="md:w-40"
      >
        <option value="">All boxes</option>
        {boxes.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <AssignedField assigned={filters.assigned} onChange={(assigned) => set({ assigned })} />
      <span className="flex min-h-9 items-center">
        <Switch
          label="Unread only"
          checked={filters.unread === 'yes'}
          onChange={(on) => set({ unread: on ? 'yes' : undefined })}
        />
      </span>
    </search>
  );
}

function AssignedField(props: { assigned: string | undefined; onChange: (assigned: string) => void }) {
  const people = useQuery(peopleQuery).data?.items ?? [];
  const { person } = useSession();
  return (
    <SelectField
      label="Assigned to"
      value={props.assigned ?? ''}
      onChange={(event) => props.onChange(event.target.value)}
      className="md:w-40"
    >
      <option value="">Anyone</option>
      <option value="me">Me</option>
      <option value="nobody">Nobody</option>
      {people
        .filter(({ id }) => id !== person.id)
        .map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
    </SelectField>
  );
}

function SearchField({ filters, onChange }: FilterBarProps) {
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(filters.q ?? '');
  useShortcut(
    'focus-search',
    useCallback(() => field.current?.focus(), []),
  );
  useEffect(() => setText(filters.q ?? ''), [filters.q]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing starts the pause; the other filters may change meanwhile.
  useEffect(() => {
    if (text.trim() === (filters.q ?? '')) return;
    const pause = setTimeout(() => onChange(readInboxFilters({ ...withoutMessage(filters), q: text }), true), 250);
    return () => clearTimeout(pause);
  }, [text]);
  return (
    <div className="relative col-span-2 md:w-60">
      <TextField
        ref={field}
        type="search"
        label="Search number or name"
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="pl-8"
      />
      <Search size={14} aria-hidden className="pointer-events-none absolute bottom-[11px] left-2.5 text-muted" />
    </div>
  );
}
