import { acceptInvitation } from '@offhook/contract';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { beginSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { useLinkCode } from './link-code.ts';
import { NewPassword } from './new-password.tsx';
import { Outside } from './outside.tsx';

/** Accepts an invitation: a name and a password of one's own. */
export function JoinPage() {
  const code = useLinkCode();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const join = useMutation({
    mutationFn: async () => {
      await api(acceptInvitation, { body: { code, name, password } });
      await beginSession();
    },
    onSuccess: () => navigate({ to: '/', replace: true }),
  });
  return (
    <Outside title="Join the workspace">
      <form
        className="card grid gap-4 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          join.mutate();
        }}
      >
        <TextField
          label="Your name"
          name="name"
          autoComplete="name"
          required
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <NewPassword value={password} onChange={setPassword} error={join.error ? sentenceOf(join.error) : undefined} />
        <Button type="submit" look="primary" size="large" disabled={join.isPending}>
          {join.isPending ? 'Joining…' : 'Join'}
        </Button>
      </form>
    </Outside>
  );
}
