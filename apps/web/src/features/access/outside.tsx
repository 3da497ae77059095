import type { ReactNode } from 'react';
import { Page } from '../../app/page.tsx';

/** The frame of the pages that need no session: sign-in, invitation, password reset. */
export function Outside({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-md content-center py-8">
      <div className="flex items-center gap-2 px-4 text-base font-semibold md:px-6">
        <img src="/favicon.svg" alt="" width={24} height={24} /> Offhook
      </div>
      <Page title={title}>{children}</Page>
    </main>
  );
}
