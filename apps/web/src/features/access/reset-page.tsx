import { resetPassword } from '@offhook/contract';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { beginSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { useLinkCode } from './link-code.ts';
import { NewPassword } from './new-password.tsx';
import { Outside } from './outside.tsx';

/** Sets a new password by a one-time link. */
export function ResetPage() {
  const code = useLinkCode();
  const navigate = useNavigate();
  const [password, setPassword] = useState('');
  const reset = useMutation({
    mutationFn: async () => {
      await api(resetPassword, { body: { code, password } });
      await beginSession();
    },
    onSuccess: () => navigate({ to: '/', replace: true }),
  });
  return (
    <Outside title="Set a new password">
      <form
        className="card grid gap-4 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          reset.mutate();
        }}
      >
        <NewPassword
          value={password}
          onChange={setPassword}
          error={reset.error ? sentenceOf(reset.error) : undefined}
        />
        <p className="text-muted">You stay signed in here; every other session of yours ends.</p>
        <Button type="submit" look="primary" size="large" disabled={reset.isPending}>
          {reset.isPending ? 'Saving…' : 'Set password'}
        </Button>
      </form>
    </Outside>
  );
}
