import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { campaignChoicesQuery } from '../campaigns/queries.ts';
import { peopleQuery } from '../people/queries.ts';
import type { CallFilters } from './call-filters.ts';
import { chipsOf } from './filter-words.ts';

interface FilterChipsProps {
  filters: CallFilters;
  onChange: (filters: CallFilters) => void;
  /** What else can be done with the filters that are set. */
  children?: ReactNode;
}

/** What is filtered by, each removable alone. */
export function FilterChips({ filters, onChange, children }: FilterChipsProps) {
  const people = useQuery({ ...peopleQuery, enabled: filters.by !== undefined });
  const campaigns = useQuery({ ...campaignChoicesQuery, enabled: filters.campaign !== undefined });
  const named = [...(people.data?.items ?? []), ...(campaigns.data?.items ?? [])];
  const nameOf = (id: string) => named.find((each) => each.id === id)?.name ?? unnamed(id);
  const chips = chipsOf(filters, nameOf);
  if (chips.length === 0) return null;
  return (
    <ul aria-label="Filters" className="flex flex-wrap items-center gap-2">
      {chips.map(({ label, without }) => (
        <li key={label} className="max-w-full">
          <Button
            size="small"
            className="max-w-full rounded-full bg-accent-soft"
            aria-label={`Remove filter ${label}`}
            onClick={() => onChange(without)}
          >
            <span className="truncate">{label}</span> <X size={14} aria-hidden className="shrink-0" />
          </Button>
        </li>
      ))}
      <li>
        <Button look="link" size="inline" onClick={() => onChange({})}>
          Clear all
        </Button>
      </li>
      {children ? <li>{children}</li> : null}
    </ul>
  );
}

function unnamed(id: string): string {
  return id.startsWith('campaign_') ? 'one of many' : 'somebody';
}
