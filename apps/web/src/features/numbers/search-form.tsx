import { SelectField, TextField } from '../../ui/field.tsx';
import { Switch } from '../../ui/switch.tsx';
import { hasAreaCodes, type SearchFields } from './number-search.ts';
import { countries, typeWords } from './number-words.ts';

/** What to look for; the results follow while somebody types. */
export function SearchForm({
  fields,
  onChange,
}: {
  fields: SearchFields;
  onChange: (part: Partial<SearchFields>) => void;
}) {
  return (
    <search aria-label="Numbers on offer" className="grid gap-3 sm:grid-cols-2">
      <SelectField
        label="Country"
        value={fields.country}
        onChange={(event) => onChange({ country: event.target.value })}
      >
        {countries.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Type"
        value={fields.type}
        // The options are the types.
        onChange={(event) => onChange({ type: event.target.value as SearchFields['type'] })}
      >
        {Object.entries(typeWords).map(([type, words]) => (
          <option key={type} value={type}>
            {words}
          </option>
        ))}
      </SelectField>
      <TextField
        label="Area code"
        inputMode="numeric"
        maxLength={3}
        placeholder="415"
        disabled={!hasAreaCodes(fields.country) || fields.type !== 'local'}
        hint={hasAreaCodes(fields.country) ? undefined : 'In the US and Canada only.'}
        value={fields.areaCode}
        onChange={(event) => onChange({ areaCode: event.target.value.replace(/\D/g, '') })}
      />
      <TextField
        label="Contains"
        maxLength={24}
        placeholder="555*00"
        hint="Digits, or letters as on a keypad. * stands for any digit; + at the beginning of the number."
        value={fields.contains}
        onChange={(event) => onChange({ contains: event.target.value })}
      />
      <fieldset className="flex flex-wrap gap-x-6 sm:col-span-2">
        <legend className="sr-only">Can do besides calls</legend>
        <Switch label="Text messages (SMS)" checked={fields.sms} onChange={(sms) => onChange({ sms })} />
        <Switch label="Pictures (MMS)" checked={fields.mms} onChange={(mms) => onChange({ mms })} />
      </fieldset>
    </search>
  );
}
