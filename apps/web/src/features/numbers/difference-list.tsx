import type { NumberDifference } from '@offhook/contract';
import { useId } from 'react';
import { formatNumber } from '../../app/phone.ts';
import { useWorkspace } from '../workspaces/workspace.ts';
import { changeWords } from './number-words.ts';

interface ListProps {
  change: NumberDifference['change'];
  items: readonly NumberDifference[];
  isChosen: (item: NumberDifference) => boolean;
  onToggle: (item: NumberDifference) => void;
  readOnly: boolean;
}

/** Differences of one kind, and what choosing them does. */
export function DifferenceList({ change, items, isChosen, onToggle, readOnly }: ListProps) {
  const { country } = useWorkspace();
  const id = useId();
  const { title, does } = changeWords[change];
  if (items.length === 0) return null;
  return (
    <fieldset disabled={readOnly} aria-describedby={id} className="grid grid-cols-[minmax(0,1fr)] gap-1">
      <legend className="font-medium">{title}</legend>
      <p id={id} className="text-[13px] text-muted">
        {does}
      </p>
      {items.map((item) => (
        <label
          key={item.phone_number}
          className="flex min-h-9 items-start gap-2 rounded-md px-1 py-1.5 hover:bg-sunken"
        >
          <input
            type="checkbox"
            className="mt-0.5 size-4 accent-[var(--accent)]"
            checked={isChosen(item)}
            onChange={() => onToggle(item)}
          />
          <span className="min-w-0">
            <span className="tabular font-medium">{formatNumber(item.phone_number, country)}</span>
            {item.label && item.label !== item.phone_number ? ` · ${item.label}` : ''}
            {item.change === 'forget' ? null : (
              <span className="block text-[13px] break-all text-muted">
                {item.voice_url ? `Now at ${item.voice_url}` : 'Asks nowhere now'}
              </span>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
