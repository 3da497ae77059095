import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { Dialog } from 'radix-ui';
import { type ReactNode, useEffect, useState } from 'react';
import { SignInForm } from '../features/access/sign-in-form.tsx';
import { WorkspaceContext, workspaceQuery } from '../features/workspaces/workspace.ts';
import { FailedState, Skeleton } from '../ui/states.tsx';
import { LiveUpdates } from './live.tsx';
import { type Session, SessionContext, useSessionQuery } from './session.ts';
import { Shell } from './shell.tsx';
import { TimeZoneContext } from './time-zone.ts';

/** Everything that needs a session. When it runs out under an open page, the page waits, unseen, for the next sign-in. */
export function SignedIn() {
  const session = useSessionQuery();
  const [last, setLast] = useState<Session>();
  useEffect(() => {
    if (session.data) setLast(session.data);
  }, [session.data]);
  useSignInPage(session.data === null && !last);
  if (session.isError)
    return <FailedState what="Your session" error={session.error} onRetry={() => void session.refetch()} />;
  if (session.isPending) return <Skeleton label="Loading Offhook" />;
  const current = session.data ?? last;
  if (!current) return null;
  return (
    <SessionContext value={current}>
      {session.data ? null : <SignInAgain before={current} />}
      <InWorkspace live={Boolean(session.data)}>
        <Shell />
      </InWorkspace>
    </SessionContext>
  );
}

// Once, and not as a <Navigate>: that would go on from wherever it has just led to.
function useSignInPage(signedOut: boolean) {
  const router = useRouter();
  useEffect(() => {
    if (signedOut) void router.navigate({ to: '/login', search: { to: router.state.location.href }, replace: true });
  }, [signedOut, router]);
}

// A dialog that covers everything, so that it also stands above a dialog that was open, with all that was typed in it.
function SignInAgain({ before }: { before: Session }) {
  return (
    <Dialog.Root open>
      <Dialog.Portal>
        <Dialog.Content className="fixed inset-0 z-[60] grid content-center justify-center overflow-auto bg-bg p-4">
          <div className="grid w-[min(448px,calc(100vw-32px))] gap-4">
            <Dialog.Title className="text-xl font-semibold">Sign in again</Dialog.Title>
            <Dialog.Description className="text-muted">
              Your session has ended. You will be back on this page with everything as you left it.
            </Dialog.Description>
            <SignInForm before={before} />
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function InWorkspace({ live, children }: { live: boolean; children: ReactNode }) {
  const workspace = useQuery(workspaceQuery);
  if (workspace.isPending) return <Skeleton label="Loading the workspace" />;
  if (!workspace.data)
    return <FailedState what="The workspace" error={workspace.error} onRetry={() => void workspace.refetch()} />;
  const content = (
    <TimeZoneContext value={workspace.data.time_zone}>
      <WorkspaceContext value={workspace.data}>{children}</WorkspaceContext>
    </TimeZoneContext>
  );
  return <LiveUpdates active={live}>{content}</LiveUpdates>;
}
