import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useCallback } from 'react';
import { ListSearch } from '../../app/list-search.tsx';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/field.tsx';
import type { ContactFilters } from './contact-filters.ts';
import { countries } from './places.ts';
import { contactTagsQuery } from './queries.ts';

interface ContactFilterBarProps {
  filters: ContactFilters;
  onChange: (filters: ContactFilters) => void;
}

/** Search, tag and country; where the list was reached from an import, also that. */
export function ContactFilterBar({ filters, onChange }: ContactFilterBarProps) {
  const tags = useQuery(contactTagsQuery).data?.items ?? [];
  const isListed = tags.some(({ tag }) => tag === filters.tag);
  const set = (part: ContactFilters) => onChange({ ...filters, ...part });
  // The search field waits for the same function between two key presses.
  const text = JSON.stringify(filters);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `text` stands for the filters; onChange navigates only.
  const search = useCallback((q: string) => onChange({ ...filters, q }), [text]);
  return (
    <div className="flex flex-wrap items-end gap-3">
      <div className="w-full sm:w-80">
        <ListSearch of="Contacts" label="Search name or number" text={filters.q ?? ''} onSearch={search} />
      </div>
      <div className="w-[calc(50%-6px)] sm:w-48">
        <SelectField label="Tag" value={filters.tag ?? ''} onChange={(event) => set({ tag: event.target.value })}>
          <option value="">Any tag</option>
          {filters.tag && !isListed ? <option>{filters.tag}</option> : null}
          {tags.map(({ tag, contacts }) => (
            <option key={tag} value={tag}>
              {tag} ({contacts.toLocaleString('en-US')})
            </option>
          ))}
        </SelectField>
      </div>
      <div className="w-[calc(50%-6px)] sm:w-48">
        <SelectField
          label="Country"
          value={filters.country ?? ''}
          onChange={(event) => set({ country: event.target.value })}
        >
          <option value="">Any country</option>
          {countries.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </SelectField>
      </div>
      {filters.import ? (
        <Button aria-label="No longer only those of one import" onClick={() => set({ import: '' })}>
          Made by one import <X size={14} aria-hidden />
        </Button>
      ) : null}
    </div>
  );
}
