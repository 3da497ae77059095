import { changeLimits, type DialLimits, type LineType, lineTypes } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { TextField } from '../../ui/field.tsx';
import { Switch } from '../../ui/switch.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { limitsOfDraft, readLimits } from './limits-draft.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import { lineTypeWords } from './rule-words.ts';

export function LimitsDialog({ limits, onClose }: { limits: DialLimits; onClose: () => void }) {
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => readLimits(limits));
  const change = (some: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...some }));
  const save = useMutation({
    mutationFn: (reason: string) => api(changeLimits, { body: { ...limitsOfDraft(draft), reason } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['compliance'] });
      sayDone('The limits hold from now on.');
      onClose();
    },
  });
  return (
    <ReasonDialog
      title="Change limits"
      description="They hold for every call from now on."
      action="Save limits"
      isPending={save.isPending}
      error={save.error}
      onGive={(reason) => save.mutate(reason)}
      onClose={onClose}
    >
      <TextField
        label="Countries"
        hint="Codes such as US, CA, GB. Empty: your own, and those whose rules are known."
        value={draft.countries}
        onChange={(event) => change({ countries: event.target.value })}
      />
      <NumberKinds denied={draft.denied} onChange={(denied) => change({ denied })} />
      <div className="grid items-start gap-4 sm:grid-cols-3">
        <TextField
          label="Price a minute, $"
          inputMode="decimal"
          pattern="\d+([.]\d{1,6})?"
          hint="Empty: no limit"
          value={draft.price}
          onChange={(event) => change({ price: event.target.value })}
        />
        <TextField
          label="Calls a minute"
          type="number"
          min={1}
          max={1_000_000}
          hint="Empty: no limit"
          value={draft.speed}
          onChange={(event) => change({ speed: event.target.value })}
        />
        <TextField
          label="Spending a day, $"
          inputMode="decimal"
          pattern="\d+([.]\d{1,6})?"
          hint="Empty: no limit"
          value={draft.spend}
          onChange={(event) => change({ spend: event.target.value })}
        />
      </div>
      <Switch
        label="Trust the stated time zone of a contact alone"
        checked={draft.addressOnly}
        onChange={(addressOnly) => change({ addressOnly })}
      />
    </ReasonDialog>
  );
}

function NumberKinds({ denied, onChange }: { denied: readonly LineType[]; onChange: (denied: LineType[]) => void }) {
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 text-[13px] font-medium">Kinds of numbers that are never called</legend>
      <div className="grid gap-x-4 sm:grid-cols-2">
        {lineTypes.map((type) => (
          <label key={type} className="flex min-h-7 items-center gap-2">
            <input
              type="checkbox"
              checked={denied.includes(type)}
              onChange={(event) =>
                onChange(event.target.checked ? [...denied, type] : denied.filter((each) => each !== type))
              }
              className="h-4 w-4 accent-[var(--accent)]"
            />
            {lineTypeWords[type]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
