import type { RuleCap } from '@offhook/contract';
import { Plus, X } from 'lucide-react';
import { useId } from 'react';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { capInWords } from './rule-words.ts';

const aDay: RuleCap = { max: 3, period: 'PT24H', after: 'any' };

/** How often one number may be tried. */
export function CapFields({ caps, onChange }: { caps: readonly RuleCap[]; onChange: (caps: RuleCap[]) => void }) {
  const group = useId();
  const change = (index: number, some: Partial<RuleCap>) =>
    onChange(caps.map((cap, at) => (at === index ? { ...cap, ...some } : cap)));
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 text-[13px] font-medium">How often one number is called</legend>
      {caps.length === 0 ? <p className="text-[13px] text-muted">As often as other rules let.</p> : null}
      {caps.map((cap, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a cap is its place in the rule.
        <div key={`${group} ${index}`} className="grid grid-cols-[72px_minmax(0,1fr)_auto] items-end gap-2">
          <TextField
            label="Calls"
            type="number"
            required
            min={0}
            max={1000}
            value={Number.isNaN(cap.max) ? '' : cap.max}
            onChange={(event) => change(index, { max: event.target.valueAsNumber })}
          />
          <TextField
            label="In hours"
            type="number"
            required
            min={1}
            max={8760}
            value={hoursOf(cap) || ''}
            onChange={(event) => change(index, { period: `PT${event.target.value || 0}H` })}
          />
          <IconButton
            name={`Remove "${capInWords(cap)}"`}
            icon={<X size={16} aria-hidden />}
            onClick={() => onChange(caps.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button size="small" className="justify-self-start" onClick={() => onChange([...caps, aDay])}>
        <Plus size={14} aria-hidden /> Add a limit
      </Button>
    </fieldset>
  );
}

function hoursOf({ period }: RuleCap): number {
  const [, hours, days] = /^P(?:T(\d+)H|(\d+)D)$/.exec(period) ?? [];
  return hours ? Number(hours) : Number(days ?? 0) * 24;
}
