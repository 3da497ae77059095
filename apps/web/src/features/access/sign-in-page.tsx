import { Navigate, useNavigate, useSearch } from '@tanstack/react-router';
import { useSessionQuery } from '../../app/session.ts';
import { Outside } from './outside.tsx';
import { SignInForm } from './sign-in-form.tsx';

export function SignInPage() {
  const { to } = useSearch({ from: '/login' });
  const navigate = useNavigate();
  const session = useSessionQuery();
  const back = pathInside(to);
  if (session.data) return <Navigate to={back} replace />;
  return (
    <Outside title="Sign in">
      <SignInForm onSignedIn={() => void navigate({ to: back, replace: true })} />
      <p className="text-muted">
        No password yet? Use the one-time link that the server printed when it started, or ask an admin for one.
      </p>
    </Outside>
  );
}

// Only a path of this page: a link from outside must not lead away after sign-in.
function pathInside(to: string | undefined): string {
  return to?.startsWith('/') && !to.startsWith('//') && !to.startsWith('/\\') ? to : '/';
}
