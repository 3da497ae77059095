import { login } from '@offhook/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { beginSession, type Session } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';

/** E-mail and password. `before` is the session that ran out, if one did. */
export function SignInForm(props: { before?: Session | undefined; onSignedIn?: () => void }) {
  const [email, setEmail] = useState(props.before?.person.email ?? '');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: async () => {
      await api(login, { body: { email, password } });
      await beginSession(props.before);
    },
    onSuccess: props.onSignedIn,
  });
  return (
    <form
      className="card grid gap-4 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        signIn.mutate();
      }}
    >
      <TextField
        label="E-mail"
        type="email"
        name="email"
        autoComplete="username"
        required
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <TextField
        label="Password"
        type="password"
        name="password"
        autoComplete="current-password"
        required
        value={password}
        error={signIn.error ? sentenceOf(signIn.error) : undefined}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Button type="submit" look="primary" size="large" disabled={signIn.isPending}>
        {signIn.isPending ? 'Signing in…' : 'Sign in'}
      </Button>
    </form>
  );
}
