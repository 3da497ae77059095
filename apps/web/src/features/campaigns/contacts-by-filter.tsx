import { countContacts, listContactTags } from '@offhook/contract';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { useSettled } from '../scripts/use-settled.ts';
import { peopleInWords } from './campaign-words.ts';
import { addedInWords, useAddProspects } from './use-add-prospects.ts';

interface Filter {
  search?: string;
  tag?: string;
  country?: string;
}

const countQuery = (filter: Filter) =>
  queryOptions({
    queryKey: ['contacts', 'count', filter],
    queryFn: ({ signal }) => api(countContacts, { query: filter, signal }),
    placeholderData: keepPreviousData,
  });

const tagsQuery = queryOptions({
  queryKey: ['contacts', 'tags'],
  queryFn: ({ signal }) => api(listContactTags, { signal }),
});

/** Adds all contacts that a filter means, and says before how many these are. */
export function ContactsByFilter({ campaignId }: { campaignId: string }) {
  const [fields, setFields] = useState({ search: '', tag: '', country: '' });
  const filter = useSettled(filterOf(fields), 250);
  const count = useQuery(countQuery(filter));
  const tags = useQuery(tagsQuery).data?.items ?? [];
  const add = useAddProspects(campaignId);
  const set = (part: Partial<typeof fields>) => {
    setFields({ ...fields, ...part });
    add.reset();
  };
  const found = count.data?.with_number ?? 0;
  // The button adds exactly those that it counts.
  const isCounted = !count.isPlaceholderData && JSON.stringify(filter) === JSON.stringify(filterOf(fields));
  return (
    <section aria-labelledby="from-contacts" className="card grid gap-3 p-4">
      <h3 id="from-contacts" className="font-semibold">
        From your contacts
      </h3>
      <div className="grid gap-3 sm:grid-cols-3">
        <TextField
          label="Name, company or number"
          value={fields.search}
          maxLength={100}
          onKeyDown={keepHere}
          onChange={(event) => set({ search: event.target.value })}
        />
        <SelectField label="Tag" value={fields.tag} onChange={(event) => set({ tag: event.target.value })}>
          <option value="">Any</option>
          {tags.map(({ tag, contacts }) => (
            <option key={tag} value={tag}>
              {tag} ({contacts.toLocaleString('en-US')})
            </option>
          ))}
        </SelectField>
        <TextField
          label="Country"
          placeholder="Any, or such as US"
          maxLength={2}
          autoComplete="off"
          onKeyDown={keepHere}
          value={fields.country}
          onChange={(event) => set({ country: event.target.value.toUpperCase() })}
        />
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button
          disabled={found === 0 || !isCounted || add.isPending}
          onClick={() => add.mutate({ filter: { ...filter, has_number: true } })}
        >
          Add {peopleInWords(found)}
        </Button>
        <p role="status" className="min-h-5 text-[13px] text-muted">
          {add.data ? addedInWords(add.data) : countInWords(count.data)}
        </p>
      </div>
      {(add.error ?? count.error) ? (
        <p role="alert" className="text-[13px] text-danger-text">
          {sentenceOf(add.error ?? count.error)}
        </p>
      ) : null}
    </section>
  );
}

/** Enter belongs to the step around it and would leave it. */
function keepHere(event: KeyboardEvent): void {
  if (event.key === 'Enter') event.preventDefault();
}

function filterOf({ search, tag, country }: { search: string; tag: string; country: string }): Filter {
  return {
    ...(search.trim() && { search: search.trim() }),
    ...(tag && { tag }),
    ...(/^[A-Z]{2}$/.test(country) && { country }),
  };
}

function countInWords(count: { contacts: number; with_number: number } | undefined): string {
  if (!count) return '';
  const without = count.contacts - count.with_number;
  if (count.contacts === 0) return 'No contact is like that.';
  return without > 0 ? `${without.toLocaleString('en-US')} more have no number and are left out.` : '';
}
