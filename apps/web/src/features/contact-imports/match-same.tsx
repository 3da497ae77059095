import { SelectField } from '../../ui/field.tsx';
import { RadioCards } from '../campaigns/radio-cards.tsx';
import { sameByWords, sameThenWords } from './import-words.ts';
import type { SettingsProps } from './match-columns.tsx';

// Object.keys forgets the literal types that the tables have.
const sameBys = Object.keys(sameByWords) as (keyof typeof sameByWords)[];
const sameThens = Object.keys(sameThenWords) as (keyof typeof sameThenWords)[];

/** When a row is somebody who is there already, and what becomes of it then. */
export function MatchSame({ of, onChange }: SettingsProps) {
  const { same_by, same_then } = of.settings;
  return (
    <section aria-labelledby="same-people" className="card grid grid-cols-[minmax(0,1fr)] gap-3 p-4">
      <h3 id="same-people" className="font-semibold">
        People who are there already
      </h3>
      <SelectField
        label="Two are the same when"
        hint="It counts within the file, too."
        value={same_by}
        onChange={(event) => {
          const found = sameBys.find((each) => each === event.target.value);
          if (found) onChange({ same_by: found });
        }}
      >
        {sameBys.map((each) => (
          <option key={each} value={each}>
            {sameByWords[each]}
          </option>
        ))}
      </SelectField>
      {same_by === 'nothing' ? null : (
        <RadioCards
          legend="Then"
          value={same_then}
          onChange={(value) => onChange({ same_then: value })}
          options={sameThens.map((value) => ({ value, ...sameThenWords[value] }))}
        />
      )}
    </section>
  );
}
