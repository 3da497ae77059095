import { ArrowRight } from 'lucide-react';
import { formatNumber } from '../../app/phone.ts';
import { SelectField } from '../../ui/field.tsx';
import { countries, countryName } from '../contacts/places.ts';
import { readCells } from './column-matches.ts';
import type { SettingsProps } from './match-columns.tsx';

const shown = 6;

/** Whose numbers are written without a country code, and at once what that makes of the first numbers. */
export function CountryAndPreview({ of, onChange }: SettingsProps) {
  const country = of.settings.default_country;
  const cells = readCells(of, shown);
  return (
    <section aria-labelledby="numbers-read" className="card grid grid-cols-[minmax(0,1fr)] gap-3 p-4">
      <h3 id="numbers-read" className="font-semibold">
        How numbers are read
      </h3>
      <SelectField
        label="Numbers without a country code are of"
        hint="A country column wins over it, row by row."
        value={country}
        onChange={(event) => onChange({ default_country: event.target.value })}
      >
        {countries.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </SelectField>
      {cells.length === 0 ? (
        <p className="text-[13px] text-muted">No column with phone numbers is matched yet.</p>
      ) : (
        <ul aria-label={`Numbers as ${countryName(country)} reads them`} aria-live="polite" className="grid gap-1.5">
          {cells.map(({ written, read }) => (
            <li
              key={written}
              className="grid grid-cols-[minmax(0,1fr)_16px_minmax(0,1.2fr)] items-baseline gap-2 text-[13px]"
            >
              <span className="tabular truncate text-muted" title={written}>
                {written}
              </span>
              <ArrowRight size={14} className="self-center text-muted" aria-label="is read as" />
              {'number' in read ? (
                <span className="tabular font-medium">{formatNumber(read.number, '')}</span>
              ) : (
                <span className="text-danger-text">{read.problem}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
