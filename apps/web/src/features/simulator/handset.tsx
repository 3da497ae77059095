import { type FarEnd, isFinal } from '@offhook/contract';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeftRight, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useMay } from '../../app/session.ts';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { FailedState } from '../../ui/states.tsx';
import { liveCallsQuery } from '../calls/queries.ts';
import { CallIn } from './call-in.tsx';
import { FarEndPanel } from './far-end-panel.tsx';
import { moveHandset, showHandset, useHandsetSide } from './handset-shown.ts';
import { farEndsQuery } from './queries.ts';

/** The phone of the person at the other end: simulated calls ring here and are played by whoever sits at the page. */
export function Handset() {
  const heading = useRef<HTMLHeadingElement>(null);
  const side = useHandsetSide();
  const mayPlay = useMay('agent');
  const live = useQuery(liveCallsQuery);
  const busy = live.data?.some((call) => call.simulated && !isFinal(call.status)) ?? false;
  const farEnds = useQuery({ ...farEndsQuery, enabled: mayPlay, refetchInterval: busy ? 1000 : 5000 });
  const { refetch } = farEnds;
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    if (busy && mayPlay) void refetch();
  }, [busy, mayPlay, refetch]);
  const items = inOrder(farEnds.data?.items ?? []);
  return (
    <aside
      aria-label="Simulated handset"
      className={classNames(
        'card fixed inset-x-2 bottom-[calc(64px+env(safe-area-inset-bottom))] z-30 flex max-h-[72dvh] flex-col overflow-hidden rounded-2xl shadow-2xl sm:w-[380px] md:bottom-12 md:max-h-[min(680px,100dvh-112px)]',
        side === 'right' ? 'sm:left-auto md:right-4' : 'sm:right-auto md:left-[248px]',
      )}
    >
      <div className="flex items-center justify-between gap-2 border-b px-4 py-2">
        <h2 ref={heading} tabIndex={-1} className="font-semibold outline-none">
          Simulated handset
        </h2>
        <span className="flex">
          <IconButton
            name="Move to the other side"
            icon={<ArrowLeftRight size={16} aria-hidden />}
            className="max-sm:hidden"
            onClick={moveHandset}
          />
          <IconButton name="Close handset" icon={<X size={16} aria-hidden />} onClick={() => showHandset(false)} />
        </span>
      </div>
      <div className="grid gap-3 overflow-y-auto p-3">
        {mayPlay ? null : <p className="text-muted">Playing the far end needs the role agent or more.</p>}
        {farEnds.isError ? (
          <FailedState what="The handset" error={farEnds.error} onRetry={() => void refetch()} />
        ) : null}
        {mayPlay && !farEnds.isError && items.length === 0 ? (
          <p className="text-muted">
            Nothing rings. Calls to simulated numbers are picked up here; below you call the workspace.
          </p>
        ) : null}
        {items.map((farEnd) => (
          <FarEndPanel key={farEnd.call_sid} farEnd={farEnd} />
        ))}
        {mayPlay ? <CallIn /> : null}
      </div>
    </aside>
  );
}

const shownWhenEnded = 3;

/** What rings or talks comes first, the newest on top; of the ended ones the last few. */
function inOrder(farEnds: readonly FarEnd[]): FarEnd[] {
  const newest = farEnds.toSorted((a, b) => b.since.localeCompare(a.since));
  const ended = newest.filter(({ state }) => state === 'ended').slice(0, shownWhenEnded);
  return [...newest.filter(({ state }) => state !== 'ended'), ...ended];
}
