import { useState } from 'react';
import type { FieldsProps } from './faces/face.ts';
import { FieldPlace, useSetData } from './fields.tsx';
import { pairsIn } from './node-data.ts';
import { FieldRows, RemoveRow } from './row-of-fields.tsx';
import { SettlingField } from './settling-field.tsx';

interface PairsFieldProps extends FieldsProps {
  field: string;
  label: string;
  keyLabel: string;
  valueLabel: string;
  keyPlaceholder?: string;
  valuePlaceholder?: string;
  addLabel: string;
}

/** Names and what belongs to each. A row whose name is still empty is kept here only. */
export function PairsField(props: PairsFieldProps) {
  const { nodeId, data, problems, field, label, keyLabel, valueLabel, addLabel } = props;
  const set = useSetData(nodeId);
  const [isAdding, setIsAdding] = useState(false);
  const pairs = pairsIn(data, field);
  const write = (next: readonly (readonly [string, string])[]) => set({ [field]: Object.fromEntries(next) });
  const change = (at: number, pair: readonly [string, string]) =>
    write(pairs.map((before, index) => (index === at ? pair : before)));
  const problem = problems.find((each) => each.field === field || each.field?.startsWith(`${field}.`));
  return (
    <FieldPlace field={field}>
      <FieldRows legend={label} addLabel={addLabel} {...(!isAdding && { onAdd: () => setIsAdding(true) })}>
        {pairs.map(([key, value], index) => (
          <div
            key={key}
            data-field={`${field}.${key}`}
            className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] items-end gap-2"
          >
            <SettlingField
              label={keyLabel}
              most={60}
              mono
              value={key}
              onSettle={(text) => text.trim() !== '' && change(index, [text.trim(), value])}
            />
            <SettlingField
              label={`${valueLabel} of ${key}`}
              placeholder={props.valuePlaceholder}
              most={1000}
              mono
              value={value}
              onSettle={(text) => change(index, [key, text])}
            />
            <RemoveRow name={`Remove ${key}`} onRemove={() => write(pairs.toSpliced(index, 1))} />
          </div>
        ))}
        {isAdding ? (
          <div className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-2">
            <SettlingField
              label={`New: ${keyLabel.toLowerCase()}`}
              placeholder={props.keyPlaceholder}
              most={60}
              mono
              value=""
              onSettle={(text) => {
                if (text.trim() !== '') write([...pairs, [text.trim(), '']]);
                setIsAdding(false);
              }}
            />
            <RemoveRow name="Do not add" onRemove={() => setIsAdding(false)} />
          </div>
        ) : null}
      </FieldRows>
      {problem ? (
        <p role="alert" className="text-[13px] text-danger-text">
          {problem.sentence}
        </p>
      ) : null}
    </FieldPlace>
  );
}
