import type { ReactNode } from 'react';

/** Two fields beside each other, where there is room. */
export function Row({ children }: { children: ReactNode }) {
  return <div className="grid items-start gap-3 sm:grid-cols-2">{children}</div>;
}
