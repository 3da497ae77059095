import { callLook, callStatuses } from '@offhook/contract';
import { ListFilter, Search } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useCallback, useEffect, useId, useRef, useState } from 'react';
import { useShortcut } from '../../app/shortcuts.ts';
import { useTimeZone } from '../../app/time-zone.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { type CallFilters, datePresets, readFilters, statusesOf } from './call-filters.ts';
import { MoreFilters } from './filter-more.tsx';
import { presetLabels } from './filter-words.ts';

type Change = (filters: CallFilters, replace?: boolean) => void;

/** Search and the filters of the history. */
export function FilterBar({ filters, onChange }: { filters: CallFilters; onChange: Change }) {
  const set = (part: Record<string, string | undefined>) => onChange(readFilters({ ...filters, ...part }));
  return (
    <search aria-label="Calls" className="grid grid-cols-2 items-end gap-2 md:flex md:flex-wrap">
      <SearchField filters={filters} onChange={onChange} />
      <SelectField
        label="Direction"
        value={filters.direction ?? ''}
        onChange={(event) => set({ direction: event.target.value })}
        className="md:w-32"
      >
        <option value="">Any</option>
        <option value="inbound">Inbound</option>
        <option value="outbound">Outbound</option>
      </SelectField>
      <SelectField
        label="Date"
        value={filters.date ?? ''}
        onChange={(event) => set({ date: event.target.value })}
        className="md:w-36"
      >
        <option value="">Any time</option>
        {datePresets.map((preset) => (
          <option key={preset} value={preset}>
            {presetLabels[preset]}
          </option>
        ))}
        <option value="custom">Custom…</option>
      </SelectField>
      {filters.date === 'custom' ? <CustomDates filters={filters} set={set} /> : null}
      <StatusFilter selected={filters.status} onChange={(status) => set({ status })} />
      <MoreFilters filters={filters} set={set} />
    </search>
  );
}

function SearchField({ filters, onChange }: { filters: CallFilters; onChange: Change }) {
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(filters.q ?? '');
  useShortcut(
    'focus-search',
    useCallback(() => field.current?.focus(), []),
  );
  useEffect(() => setText(filters.q ?? ''), [filters.q]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing starts the pause; the other filters may change meanwhile.
  useEffect(() => {
    if (text === (filters.q ?? '')) return;
    const pause = setTimeout(() => onChange(readFilters({ ...filters, q: text }), true), 250);
    return () => clearTimeout(pause);
  }, [text]);
  return (
    <div className="relative col-span-2 md:w-64">
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

function CustomDates({ filters, set }: { filters: CallFilters; set: (part: Record<string, string>) => void }) {
  const zone = useTimeZone().replaceAll('_', ' ');
  return (
    <>
      <TextField
        label="From"
        type="date"
        title={zone}
        max={filters.to}
        value={filters.from ?? ''}
        onChange={(event) => set({ from: event.target.value })}
      />
      <TextField
        label="To"
        type="date"
        title={zone}
        min={filters.from}
        value={filters.to ?? ''}
        onChange={(event) => set({ to: event.target.value })}
      />
    </>
  );
}

function StatusFilter({ selected, onChange }: { selected: string | undefined; onChange: (status: string) => void }) {
  const chosen = statusesOf(selected);
  const id = useId();
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <Button className="h-9">
          <ListFilter size={14} aria-hidden /> Status {chosen.length > 0 ? `(${chosen.length})` : ''}
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content align="start" sideOffset={6} className="card z-30 p-2 shadow-lg">
          <fieldset className="grid">
            <legend className="sr-only">Status</legend>
            {callStatuses.map((status) => (
              <label key={status} htmlFor={`${id}-${status}`} className="flex min-h-8 items-center gap-2 px-2">
                <input
                  id={`${id}-${status}`}
                  type="checkbox"
                  className="size-4 accent-[var(--accent)]"
                  checked={chosen.includes(status)}
                  onChange={(event) => {
                    const others = chosen.filter((other) => other !== status);
                    onChange((event.target.checked ? [...others, status] : others).join(','));
                  }}
                />
                {callLook(status, 'outbound').label}
              </label>
            ))}
          </fieldset>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
