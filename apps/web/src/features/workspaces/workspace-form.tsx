import { changeWorkspace } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getCountries } from 'libphonenumber-js/min';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { formatNumber } from '../../app/phone.ts';
import { sessionQuery } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { useWorkspace, workspaceQuery } from './workspace.ts';

const countryNames = new Intl.DisplayNames('en', { type: 'region' });
const countries = getCountries()
  .map((code) => ({ code, name: countryNames.of(code) ?? code }))
  .sort((a, b) => a.name.localeCompare(b.name));
const timeZones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

/** Name, country, zone and the number that calls come from. */
export function WorkspaceForm({ readOnly }: { readOnly: boolean }) {
  const workspace = useWorkspace();
  const client = useQueryClient();
  const from = workspace.default_from_number;
  const [fields, setFields] = useState({
    name: workspace.name,
    country: workspace.country,
    time_zone: workspace.time_zone,
    number: from ? formatNumber(from, workspace.country) : '',
  });
  const set = (part: Partial<typeof fields>) => setFields({ ...fields, ...part });
  const save = useMutation({
    mutationFn: () => {
      const { number, ...rest } = fields;
      return api(changeWorkspace, { body: { ...rest, default_from_number: number.trim() || null } });
    },
    onSuccess: async (changed) => {
      client.setQueryData(workspaceQuery.queryKey, changed);
      sayDone('The workspace was saved.');
      await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
  });
  return (
    <form
      className="grid items-start gap-4 sm:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <TextField
        label="Name"
        required
        maxLength={120}
        readOnly={readOnly}
        value={fields.name}
        onChange={(event) => set({ name: event.target.value })}
      />
      <TextField
        label="Default number to call from"
        inputMode="tel"
        readOnly={readOnly}
        value={fields.number}
        error={save.error ? sentenceOf(save.error) : undefined}
        onChange={(event) => set({ number: event.target.value })}
      />
      <SelectField
        label="Country"
        hint="Numbers typed without + belong to it."
        disabled={readOnly}
        value={fields.country}
        onChange={(event) => set({ country: event.target.value })}
      >
        {countries.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Time zone"
        hint="Every time on the page is shown in it."
        disabled={readOnly}
        value={fields.time_zone}
        onChange={(event) => set({ time_zone: event.target.value })}
      >
        {timeZones.includes(fields.time_zone) ? null : <option>{fields.time_zone}</option>}
        {timeZones.map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
      </SelectField>
      {readOnly ? null : (
        <Button type="submit" disabled={save.isPending} className="justify-self-start">
          Save workspace
        </Button>
      )}
    </form>
  );
}
