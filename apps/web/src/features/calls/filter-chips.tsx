import { X } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { type CallFilters, chipsOf } from './call-filters.ts';

/** What is filtered by, each removable alone. */
export function FilterChips(props: { filters: CallFilters; onChange: (filters: CallFilters) => void }) {
  const chips = chipsOf(props.filters);
  if (chips.length === 0) return null;
  return (
    <ul aria-label="Filters" className="flex flex-wrap items-center gap-2">
      {chips.map(({ label, without }) => (
        <li key={label}>
          <Button
            size="small"
            className="rounded-full bg-accent-soft"
            aria-label={`Remove filter ${label}`}
            onClick={() => props.onChange(without)}
          >
            {label} <X size={14} aria-hidden />
          </Button>
        </li>
      ))}
      <li>
        <Button look="link" size="inline" onClick={() => props.onChange({})}>
          Clear all
        </Button>
      </li>
    </ul>
  );
}
