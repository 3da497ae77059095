import { importHolidays, type OpeningHours } from '@offhook/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getCountries } from 'libphonenumber-js/min';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { serverNowMs } from '../../app/clock.ts';
import { fieldOf, sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { yearToImport } from './hours-words.ts';
import { regionsQuery } from './queries.ts';
import type { HoursEditing } from './use-hours-editing.ts';

/** Adds the public holidays of a country; they are saved at once, so nothing else may wait to be saved. */
export function ImportHolidays({ hours, editing }: { hours: OpeningHours; editing: HoursEditing }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Import public holidays</Button>
      {isOpen ? (
        <Dialog
          onClose={() => setOpen(false)}
          title="Import public holidays"
          description="Days that stand here already are left alone. The holidays are those of date-holidays (CC BY 3.0)."
        >
          {editing.isChanged ? (
            <SaveFirst editing={editing} onLeave={() => setOpen(false)} />
          ) : (
            <ImportForm hours={hours} onDone={() => setOpen(false)} />
          )}
        </Dialog>
      ) : null}
    </>
  );
}

function SaveFirst({ editing, onLeave }: { editing: HoursEditing; onLeave: () => void }) {
  const { save, problems } = editing;
  return (
    <>
      <p>Save or discard your changes first.</p>
      {save.error ? (
        <p role="alert" className="text-[13px] text-danger-text">
          {sentenceOf(save.error)}
        </p>
      ) : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={editing.discard}>Discard changes</Button>
        <Button
          look="primary"
          aria-disabled={save.isPending}
          onClick={() => {
            editing.saveDraft();
            // The rows below say what is wrong with them.
            if (problems.size > 0) onLeave();
          }}
        >
          {save.isPending ? 'Saving…' : 'Save opening hours'}
        </Button>
      </div>
    </>
  );
}

const countryNames = new Intl.DisplayNames('en', { type: 'region' });
const countries = getCountries()
  .map((code) => ({ code, name: countryNames.of(code) ?? code }))
  .sort((a, b) => a.name.localeCompare(b.name));

function ImportForm({ hours, onDone }: { hours: OpeningHours; onDone: () => void }) {
  const workspace = useWorkspace();
  const client = useQueryClient();
  const [country, setCountry] = useState(workspace.country);
  const regions = useQuery(regionsQuery(country));
  const [region, setRegion] = useState('');
  const [year, setYear] = useState(() => yearToImport(serverNowMs()));
  const fetchDays = useMutation({
    mutationFn: () => {
      const body = { country, year, ...(region !== '' && { region }) };
      return api(importHolidays, { params: { hours_id: hours.id }, body });
    },
    onSuccess: async ({ added }) => {
      await client.invalidateQueries({ queryKey: ['hours'] });
      sayDone(added === 1 ? 'One holiday was added.' : `${added} holidays were added.`);
      onDone();
    },
  });
  const problemOf = (field: string) => (fieldOf(fetchDays.error) === field ? sentenceOf(fetchDays.error) : undefined);
  const isNamed = ['country', 'region', 'year'].includes(fieldOf(fetchDays.error) ?? '');
  return (
    <form
      aria-label="Import public holidays"
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        // The dialog stands in the form of the hours, and React carries the event up to it.
        event.stopPropagation();
        if (!fetchDays.isPending) fetchDays.mutate();
      }}
    >
      <SelectField
        label="Country"
        value={country}
        error={problemOf('country') ?? (regions.error ? sentenceOf(regions.error) : undefined)}
        onChange={(event) => {
          setCountry(event.target.value);
          setRegion('');
          fetchDays.reset();
        }}
      >
        {countries.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </SelectField>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <SelectField
          label="Region"
          hint={regions.data?.items.length === 0 ? 'Its holidays are the same everywhere.' : undefined}
          value={region}
          error={problemOf('region')}
          onChange={(event) => setRegion(event.target.value)}
        >
          <option value="">The whole country</option>
          {regions.data?.items.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </SelectField>
        <TextField
          label="Year"
          type="number"
          required
          min={2000}
          max={2100}
          value={Number.isNaN(year) ? '' : year}
          error={problemOf('year')}
          onChange={(event) => setYear(event.target.valueAsNumber)}
        />
      </div>
      {fetchDays.error && !isNamed ? (
        <p role="alert" className="text-[13px] text-danger-text">
          {sentenceOf(fetchDays.error)}
        </p>
      ) : null}
      <Button type="submit" look="primary" className="justify-self-end" aria-disabled={fetchDays.isPending}>
        {fetchDays.isPending ? 'Importing…' : 'Import'}
      </Button>
    </form>
  );
}
