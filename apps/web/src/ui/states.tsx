import { RefreshCw } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { requestIdOf, sentenceOf } from '../app/failures.ts';
import { Button } from './button.tsx';
import { CopyButton } from './copy-button.tsx';

/** Nothing to show, and what to do about it. */
export function EmptyState(props: { title: string; children?: ReactNode }) {
  return (
    <div className="card grid justify-items-center gap-3 px-4 py-10 text-center">
      <p className="font-medium">{props.title}</p>
      {props.children ? (
        <div className="grid max-w-md justify-items-center gap-3 text-muted">{props.children}</div>
      ) : null}
    </div>
  );
}

/** Something could not be loaded: the sentence, Retry, and the request id to quote. */
export function FailedState(props: { error: unknown; what: string; onRetry: () => void }) {
  const requestId = requestIdOf(props.error);
  return (
    <div role="alert" className="card grid justify-items-center gap-3 px-4 py-10 text-center">
      <p className="font-medium">{props.what} could not be loaded</p>
      <p className="max-w-md text-muted">{sentenceOf(props.error)}</p>
      <div className="flex flex-wrap justify-center gap-2">
        <Button onClick={props.onRetry}>
          <RefreshCw size={14} aria-hidden /> Retry
        </Button>
        {requestId ? <CopyButton text={requestId} label="Copy request id" size="medium" /> : null}
      </div>
    </div>
  );
}

/** Grey rows in the shape of what is coming, shown only when it takes longer than 150 ms. */
export function Skeleton(props: { rows?: number; rowHeight?: number; label?: string }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 150);
    return () => clearTimeout(timer);
  }, []);
  const { rows = 5, rowHeight = 40, label = 'Loading' } = props;
  return (
    <div role="status" aria-busy="true" aria-label={label} className="grid gap-px">
      {late
        ? Array.from({ length: rows }, (_, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the grey rows are all alike and never move.
            <div key={row} style={{ height: rowHeight }} className="animate-pulse rounded-md bg-sunken" />
          ))
        : null}
    </div>
  );
}
