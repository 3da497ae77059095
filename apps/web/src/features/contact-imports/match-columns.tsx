import { type ContactImportDetail, type ImportSettings, importTargets, numberLabels } from '@offhook/contract';
import { useId, useState } from 'react';
import { SelectField, TextField } from '../../ui/field.tsx';
import { matchOf, withMatch } from './column-matches.ts';
import { targetWords } from './import-words.ts';

export interface SettingsProps {
  of: ContactImportDetail;
  onChange: (part: Partial<ImportSettings>) => void;
}

/** Each column of the file with the first cells of it, and what it becomes. */
export function MatchColumns({ of, onChange }: SettingsProps) {
  const id = useId();
  const { matches } = of.settings;
  const used = of.columns.filter(({ column }) => matchOf(matches, column).target !== 'ignore').length;
  return (
    <section aria-labelledby={`${id}-title`} className="card grid grid-cols-[minmax(0,1fr)]">
      <div className="flex flex-wrap items-baseline justify-between gap-2 px-4 py-3">
        <h3 id={`${id}-title`} className="font-semibold">
          Columns
        </h3>
        <p role="status" className="text-[13px] text-muted">
          {used} of {of.columns.length} {of.columns.length === 1 ? 'column is' : 'columns are'} imported
        </p>
      </div>
      <ul aria-labelledby={`${id}-title`} className="divide-y border-t">
        {of.columns.map((each) => (
          <ColumnItem key={each.column} each={each} of={of} labels={`${id}-labels`} onChange={onChange} />
        ))}
      </ul>
      <datalist id={`${id}-labels`}>
        {numberLabels.map((label) => (
          <option key={label} value={label} />
        ))}
      </datalist>
    </section>
  );
}

function ColumnItem({
  each: { column, name, samples },
  of,
  labels,
  onChange,
}: SettingsProps & { each: ContactImportDetail['columns'][number]; labels: string }) {
  const { matches } = of.settings;
  const match = matchOf(matches, column);
  const choose = (text: string) => {
    const target = importTargets.find((known) => known === text);
    if (!target) return;
    const label = target === 'phone' ? { label: match.label ?? 'main' } : {};
    onChange({ matches: withMatch(matches, { column, target, ...label }) });
  };
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-4 gap-y-2 px-4 py-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <div className="min-w-0">
        <p className="font-medium break-words">{name}</p>
        <p className="truncate text-[13px] text-muted">
          {samples.length > 0 ? samples.join(' · ') : 'No cell is filled'}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <div className="min-w-36 flex-1">
          <SelectField
            label={`${name} becomes`}
            labelHidden
            value={match.target}
            onChange={(event) => choose(event.target.value)}
          >
            {importTargets.map((target) => (
              <option key={target} value={target}>
                {targetWords[target]}
              </option>
            ))}
          </SelectField>
        </div>
        {match.target === 'phone' ? (
          <LabelField
            key={match.label}
            name={name}
            label={match.label ?? 'main'}
            labels={labels}
            onChange={(label) => onChange({ matches: withMatch(matches, { column, target: 'phone', label }) })}
          />
        ) : null}
      </div>
    </li>
  );
}

/** Saved when it is left, so that not every key press reads the file anew. */
function LabelField(props: { name: string; label: string; labels: string; onChange: (label: string) => void }) {
  const [text, setText] = useState(props.label);
  const save = () => {
    const label = text.trim() || 'main';
    setText(label);
    if (label !== props.label) props.onChange(label);
  };
  return (
    <div className="w-28">
      <TextField
        label={`Label of the numbers in ${props.name}`}
        labelHidden
        maxLength={30}
        list={props.labels}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={save}
        onKeyDown={(event) => event.key === 'Enter' && save()}
      />
    </div>
  );
}
