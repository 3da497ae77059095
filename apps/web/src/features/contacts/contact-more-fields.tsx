import { SelectField, TextField } from '../../ui/field.tsx';
import type { ContactDraft } from './contact-draft.ts';
import { countries, timeZones } from './places.ts';

export const moreFields = ['first_name', 'last_name', 'company', 'title', 'time_zone', 'region', 'country'] as const;

interface ContactMoreFieldsProps {
  draft: ContactDraft;
  problem: string | undefined;
  field: string | undefined;
  onChange: (part: Partial<ContactDraft>) => void;
}

/** What is known of few contacts; open where something of it is filled. */
export function ContactMoreFields({ draft, problem, field, onChange }: ContactMoreFieldsProps) {
  const text = (name: 'first_name' | 'last_name' | 'company' | 'title', label: string, maxLength: number) => (
    <TextField
      label={label}
      maxLength={maxLength}
      value={draft[name]}
      error={field === name ? problem : undefined}
      onChange={(event) => onChange({ [name]: event.target.value })}
    />
  );
  const isUsed = moreFields.some((name) => name !== 'country' && draft[name] !== '');
  return (
    <details open={isUsed || moreFields.some((name) => name === field)} className="rounded-lg border px-3 py-2">
      <summary className="min-h-6 font-medium">Company, place and time zone</summary>
      <div className="grid gap-3 pt-3 sm:grid-cols-2">
        {text('first_name', 'First name', 100)}
        {text('last_name', 'Last name', 100)}
        {text('company', 'Company', 200)}
        {text('title', 'Title', 200)}
        <SelectField
          label="Country"
          value={draft.country}
          error={field === 'country' ? problem : undefined}
          onChange={(event) => onChange({ country: event.target.value })}
        >
          <option value="">As the number says</option>
          {countries.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </SelectField>
        <TextField
          label="Region"
          hint="Such as US-FL; it decides which calling hours hold."
          maxLength={6}
          value={draft.region}
          error={field === 'region' ? problem : undefined}
          onChange={(event) => onChange({ region: event.target.value.toUpperCase() })}
        />
        <div className="sm:col-span-2">
          <SelectField
            label="Time zone"
            value={draft.time_zone}
            error={field === 'time_zone' ? problem : undefined}
            onChange={(event) => onChange({ time_zone: event.target.value })}
          >
            <option value="">As the number says</option>
            {draft.time_zone && !timeZones.includes(draft.time_zone) ? <option>{draft.time_zone}</option> : null}
            {timeZones.map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </SelectField>
        </div>
      </div>
    </details>
  );
}
