import type { Call } from '@offhook/contract';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useIsNarrow } from '../../app/narrow.ts';
import { CallCard } from './call-card.tsx';
import { CallRow } from './call-row.tsx';

interface CallListProps {
  calls: readonly Call[];
  hasMore: boolean;
  loadingMore: boolean;
  onMore: () => void;
}

/** The calls as a table, or as cards where it is narrow; only what can be seen is in the document. */
export function CallList({ calls, hasMore, loadingMore, onMore }: CallListProps) {
  const narrow = useIsNarrow();
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(box.current?.offsetTop ?? 0), []);
  const rows = useWindowVirtualizer({
    count: calls.length,
    estimateSize: () => (narrow ? 112 : 48),
    overscan: 8,
    scrollMargin: top,
    getItemKey: (index) => calls[index]?.id ?? index,
  });
  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !loadingMore && last >= calls.length - 12) onMore();
  }, [hasMore, loadingMore, last, calls.length, onMore]);
  const before = (shown[0]?.start ?? top) - top;
  const after = rows.getTotalSize() - ((shown.at(-1)?.end ?? top) - top);
  const visible = shown
    .flatMap(({ index }) => calls[index] ?? [])
    .map((call, i) => ({ call, index: shown[i]?.index ?? i }));
  const moveFocus = (event: KeyboardEvent) => moveToNeighbour(event, (index) => rows.scrollToIndex(index));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys move between the links inside.
    <div ref={box} onKeyDown={moveFocus}>
      {narrow ? (
        <ul
          aria-label="Calls"
          className="grid grid-cols-[minmax(0,1fr)]"
          style={{ paddingTop: before, paddingBottom: Math.max(0, after) }}
        >
          {visible.map(({ call, index }) => (
            <CallCard key={call.id} call={call} index={index} measure={rows.measureElement} />
          ))}
        </ul>
      ) : (
        <CallTable count={calls.length} before={before} after={after}>
          {visible.map(({ call, index }) => (
            <CallRow key={call.id} call={call} index={index} measure={rows.measureElement} />
          ))}
        </CallTable>
      )}
      <p role="status" className="py-3 text-center text-[13px] text-muted">
        {loadingMore ? 'Loading more…' : hasMore ? '' : 'That is all.'}
      </p>
    </div>
  );
}

function CallTable(props: { count: number; before: number; after: number; children: ReactNode }) {
  const heading = 'px-3 py-2 text-left font-semibold';
  return (
    <div className="card">
      <table aria-label="Calls" aria-rowcount={props.count + 1} className="w-full table-fixed">
        <thead>
          <tr className="border-b text-[13px]">
            <th className={`${heading} w-[19%]`}>Who</th>
            <th className={`${heading} w-[30%]`}>State</th>
            <th className={`${heading} w-[13%]`}>Our number</th>
            <th className={`${heading} w-[15%]`}>Started</th>
            <th className={`${heading} w-[7%]`}>Talk</th>
            <th className={`${heading} w-[9%]`}>Cost</th>
            <th className={`${heading} w-[7%]`}>Rec.</th>
          </tr>
        </thead>
        <tbody>
          <Gap height={props.before} />
          {props.children}
          <Gap height={props.after} />
        </tbody>
      </table>
    </div>
  );
}

function Gap({ height }: { height: number }) {
  return height > 0 ? (
    <tr aria-hidden>
      <td colSpan={7} style={{ height, padding: 0 }} />
    </tr>
  ) : null;
}

// Each row has one link that opens the call; up and down move from one to the next.
function moveToNeighbour(event: KeyboardEvent, scrollTo: (index: number) => void): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const link = event.target instanceof Element ? event.target.closest('a[data-index]') : null;
  if (!step || !link) return;
  const index = Number(link.getAttribute('data-index')) + step;
  const next = event.currentTarget.querySelector<HTMLElement>(`a[data-index="${index}"]`);
  if (!next) return;
  event.preventDefault();
  next.focus({ preventScroll: true });
  scrollTo(index);
}
