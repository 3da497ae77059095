import { loginByLink } from '@offhook/contract';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { api } from '../../app/api.ts';
import { codeOf, sentenceOf } from '../../app/failures.ts';
import { beginSession } from '../../app/session.ts';
import { useLinkCode } from './link-code.ts';
import { Outside } from './outside.tsx';

/** Signs in by the one-time code in the address, and takes the code out of the address. */
export function LinkPage() {
  const code = useLinkCode();
  const navigate = useNavigate();
  const asked = useRef(false);
  const { mutate, error } = useMutation({
    mutationFn: async () => {
      await api(loginByLink, { body: { code } });
      await beginSession();
    },
    onSuccess: () => navigate({ to: '/', replace: true }),
  });
  useEffect(() => {
    // The code is good once, and React may run an effect twice.
    if (asked.current) return;
    asked.current = true;
    mutate();
  }, [mutate]);
  return (
    <Outside title="Sign in by link">
      {error ? <p role="alert">{sentenceOf(error)}</p> : <p role="status">Signing in…</p>}
      {codeOf(error) === 'access.link_used_up' ? (
        <p className="text-muted">Restart the server for a new link, or ask an admin.</p>
      ) : null}
      {error ? (
        <Link to="/login" className="inline-flex min-h-8 items-center text-accent-text underline">
          Sign in with a password
        </Link>
      ) : null}
    </Outside>
  );
}
