import { changeMyself } from '@offhook/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { fieldOf, sentenceOf } from '../../app/failures.ts';
import { formatNumber, readNumber } from '../../app/phone.ts';
import { sessionQuery, useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { peopleQuery } from './queries.ts';

/** Your own name and phone. */
export function OwnProfile() {
  const { person } = useSession();
  const { country } = useWorkspace();
  const client = useQueryClient();
  const people = useQuery(peopleQuery);
  const known = people.data?.items.find(({ id }) => id === person.id)?.phone_number ?? '';
  const [name, setName] = useState(person.name);
  const [typedPhone, setPhone] = useState<string>();
  const phone = typedPhone ?? (known ? formatNumber(known, country) : '');
  const typed = phone.trim() === '' ? undefined : readNumber(phone, country);
  const phoneProblem = typed && 'problem' in typed ? typed.problem : undefined;
  const [checked, setChecked] = useState(false);
  const save = useMutation({
    mutationFn: () => api(changeMyself, { body: { name, phone_number: phone.trim() || null } }),
    onSuccess: async () => {
      sayDone('Your profile was saved.');
      await client.invalidateQueries({ queryKey: peopleQuery.queryKey });
      setPhone(undefined);
      await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
  });
  return (
    <form
      className="grid items-start gap-4 sm:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault();
        setChecked(true);
        if (!phoneProblem && !save.isPending) save.mutate();
      }}
    >
      <TextField
        label="Your name"
        required
        maxLength={120}
        value={name}
        error={save.error && fieldOf(save.error) !== 'phone_number' ? sentenceOf(save.error) : undefined}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label="Your phone"
        inputMode="tel"
        hint={`Where a Voice Bridge and “Connect to my phone” ring you. Without + it is a number of ${country}.`}
        value={phone}
        error={
          (checked && phoneProblem) || (fieldOf(save.error) === 'phone_number' ? sentenceOf(save.error) : undefined)
        }
        onChange={(event) => {
          setPhone(event.target.value);
          setChecked(false);
        }}
      />
      <Button type="submit" disabled={save.isPending} className="justify-self-start">
        Save profile
      </Button>
    </form>
  );
}
