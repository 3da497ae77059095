import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { FailedState } from '../ui/states.tsx';
import { Page } from './page.tsx';

/** What stands in place of a page that broke. */
export function RouteFailure({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <Page title="Something went wrong">
      <FailedState what="This page" error={error} onRetry={retry} />
    </Page>
  );
}

export function NotFound() {
  return (
    <Page title="Not found">
      <p className="text-muted">There is no page at this address.</p>
      <Link to="/" className="inline-flex min-h-8 items-center justify-self-start text-accent-text underline">
        Go to Home
      </Link>
    </Page>
  );
}
