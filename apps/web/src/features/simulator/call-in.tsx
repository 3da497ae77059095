import { callIn } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { PhoneIncoming } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { formatNumber, formatWhileTyping, readNumber } from '../../app/phone.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { callersNumber } from './callers-number.ts';
import { useOwnNumbers } from './own-numbers.ts';
import { farEndsKey } from './queries.ts';

/** Somebody outside calls the workspace. */
export function CallIn() {
  const { country } = useWorkspace();
  const client = useQueryClient();
  const numbers = useOwnNumbers();
  const [from, setFrom] = useState(() => formatNumber(callersNumber, country));
  const [chosen, setTo] = useState<string>();
  const to = chosen ?? numbers[0];
  const [problem, setProblem] = useState<string>();
  const call = useMutation({
    mutationFn: (number: string) => api(callIn, { body: { from: number, to } }),
    onSuccess: () => void client.invalidateQueries({ queryKey: farEndsKey }),
  });
  return (
    <form
      aria-label="Call in"
      className="grid gap-2 border-t pt-3"
      onSubmit={(event) => {
        event.preventDefault();
        const read = readNumber(from, country);
        if ('number' in read) call.mutate(read.number);
        else setProblem(read.problem);
      }}
    >
      <TextField
        label="Call the workspace from"
        inputMode="tel"
        hint={`${formatNumber(callersNumber, country)} is you, on the handset.`}
        value={from}
        error={problem ?? (call.error ? sentenceOf(call.error) : undefined)}
        onChange={(event) => {
          const text = event.target.value;
          setFrom(text.length > from.length ? formatWhileTyping(text, country) : text);
          setProblem(undefined);
        }}
      />
      {numbers.length > 0 ? (
        <SelectField label="Number called" value={to} onChange={(event) => setTo(event.target.value)}>
          {numbers.map((number) => (
            <option key={number} value={number}>
              {formatNumber(number, country)}
            </option>
          ))}
        </SelectField>
      ) : null}
      <Button type="submit" disabled={call.isPending}>
        <PhoneIncoming size={16} aria-hidden /> Call in
      </Button>
    </form>
  );
}
