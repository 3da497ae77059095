import { attemptOutcomes, prospectStates } from '@offhook/contract';
import { X } from 'lucide-react';
import { type ReactNode, useCallback } from 'react';
import { ListSearch } from '../../app/list-search.tsx';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/field.tsx';
import { outcomeLabels, stateLabels } from './campaign-words.ts';
import type { CampaignSearch } from './prospect-filters.ts';

type Change = (part: Partial<Record<keyof CampaignSearch, string | undefined>>) => void;

/** What the prospects are filtered by; a reason is chosen where its count stands, and taken away here. */
export function ProspectFilterBar(props: {
  search: CampaignSearch;
  reasonWords: string | undefined;
  onChange: Change;
  children: ReactNode;
}) {
  const { search, reasonWords, onChange, children } = props;
  const find = useCallback((text: string) => onChange({ q: text || undefined }), [onChange]);
  return (
    <div className="grid grid-cols-2 items-end gap-2 md:flex md:flex-wrap">
      <div className="col-span-2">
        <ListSearch of="Prospects" label="Search name or number" text={search.q ?? ''} onSearch={find} />
      </div>
      <SelectField
        label="State"
        className="md:w-36"
        value={search.state ?? ''}
        onChange={(event) => onChange({ state: event.target.value || undefined })}
      >
        <option value="">Any</option>
        {prospectStates.map((state) => (
          <option key={state} value={state}>
            {stateLabels[state]}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Last outcome"
        className="md:w-40"
        value={search.outcome ?? ''}
        onChange={(event) => onChange({ outcome: event.target.value || undefined })}
      >
        <option value="">Any</option>
        {attemptOutcomes.map((outcome) => (
          <option key={outcome} value={outcome}>
            {outcomeLabels[outcome]}
          </option>
        ))}
      </SelectField>
      {children}
      {search.reason ? (
        <Button
          className="col-span-2 h-9 max-w-full justify-self-start rounded-full bg-accent-soft"
          aria-label={`Remove filter by reason: ${reasonWords}`}
          onClick={() => onChange({ reason: undefined })}
        >
          <span className="truncate">Reason: {reasonWords}</span> <X size={14} aria-hidden className="shrink-0" />
        </Button>
      ) : null}
    </div>
  );
}
