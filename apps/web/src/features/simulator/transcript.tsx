import type { FarEnd } from '@offhook/contract';
import { useState } from 'react';
import { AbsoluteTime } from '../../ui/time.tsx';
import { useFollowEnd } from '../../ui/use-follow-end.ts';
import { transcriptOf } from './transcript-lines.ts';

/** What this phone heard and said, in order. Its height stays, so that the keys below stay where they are. */
export function Transcript({ farEnd, callsIn }: { farEnd: FarEnd; callsIn: boolean }) {
  const lines = transcriptOf(farEnd, { callsIn, connectedAt: useConnectedAt(farEnd) });
  const following = useFollowEnd<HTMLDivElement>(lines.length);
  if (lines.length === 0 && farEnd.state === 'ringing') return null;
  return (
    <div
      {...following}
      role="log"
      aria-label="Heard and said"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and without a pointer only what has the focus can be scrolled.
      tabIndex={0}
      className="h-32 overflow-y-auto text-[13px]"
    >
      <ol className="grid gap-1.5">
        {lines.map((line) => (
          <li key={`${line.who} ${line.at} ${line.text}`} className="grid grid-cols-[56px_1fr] gap-2">
            <span className="text-xs text-muted">
              {line.who}
              <span className="block text-[11px]">
                <AbsoluteTime at={line.at} precision="time" />
              </span>
            </span>
            <span className={line.who === 'Call' ? 'text-muted' : undefined}>{line.text}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** When it was answered: `since` says so only until the call ends. */
function useConnectedAt({ state, since }: FarEnd): string | undefined {
  const [seen, setSeen] = useState<string>();
  if (state === 'in-call' && seen !== since) setSeen(since);
  return state === 'in-call' ? since : seen;
}
