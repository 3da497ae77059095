import { createApiKey, type Scope, scopes } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';

const lifetimes = [30, 90, 365] as const;

/** Makes a key; its secret is shown this once. */
export function NewKeyDialog({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly Scope[]>(['calls.read', 'calls.write']);
  const [days, setDays] = useState('90');
  const create = useMutation({
    mutationFn: () =>
      api(createApiKey, {
        body: { name, scopes: [...chosen], ...(days && { expires_in_days: Number(days) }) },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['api-keys'] }),
  });
  if (create.data) return <SecretOnce secret={create.data.secret} onClose={onClose} />;
  return (
    <Dialog onClose={onClose} title="New API key">
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <TextField
          label="Name"
          required
          maxLength={80}
          value={name}
          error={create.error ? sentenceOf(create.error) : undefined}
          onChange={(event) => setName(event.target.value)}
        />
        <ScopeChoice chosen={chosen} onChange={setChosen} />
        <SelectField label="Expires" value={days} onChange={(event) => setDays(event.target.value)}>
          {lifetimes.map((each) => (
            <option key={each} value={each}>
              In {each} days
            </option>
          ))}
          <option value="">Never</option>
        </SelectField>
        <Button type="submit" look="primary" disabled={create.isPending || chosen.length === 0}>
          Create key
        </Button>
      </form>
    </Dialog>
  );
}

function ScopeChoice({ chosen, onChange }: { chosen: readonly Scope[]; onChange: (scopes: readonly Scope[]) => void }) {
  return (
    <fieldset className="grid grid-cols-1 xs:grid-cols-2">
      <legend className="pb-1 text-[13px] font-medium">Scopes</legend>
      {scopes.map((scope) => (
        <label key={scope} className="flex min-h-8 items-center gap-2">
          <input
            type="checkbox"
            className="size-4 accent-[var(--accent)]"
            checked={chosen.includes(scope)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, scope] : chosen.filter((other) => other !== scope))
            }
          />
          {scope}
        </label>
      ))}
    </fieldset>
  );
}

function SecretOnce({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Dialog onClose={onClose} title="Your new API key" description="Copy it now: it is not shown again.">
      <TextField label="API key" readOnly value={secret} onFocus={(event) => event.target.select()} />
      <CopyButton text={secret} label="Copy key" look="primary" size="medium" className="justify-self-end" />
    </Dialog>
  );
}
