import type { Call } from '@offhook/contract';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useIsNarrow } from '../../app/narrow.ts';
import { CallCard } from './call-card.tsx';
import { CallRow } from './call-row.tsx';
import { CallTable } from './call-table.tsx';
import type { HistoryLayout } from './history-columns.ts';
import { useRowKeys } from './use-row-keys.ts';

interface CallListProps {
  calls: readonly Call[];
  selected: ReadonlySet<string>;
  onSelect: (index: number, extend: boolean) => void;
  /** Shift and an arrow went from one row to another. */
  onStep: (from: number, to: number) => void;
  layout: HistoryLayout;
  onLayout: (layout: HistoryLayout) => void;
  hasMore: boolean;
  loadingMore: boolean;
  onMore: () => void;
}

/** The calls as a table, or as cards where it is narrow; only what can be seen is in the document. */
export function CallList(props: CallListProps) {
  const { calls, selected, onSelect, layout, hasMore, loadingMore, onMore } = props;
  const narrow = useIsNarrow();
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  // Chips and notices above the list come and go, so its place is looked up after every change of the page.
  useLayoutEffect(() => setTop(box.current?.offsetTop ?? 0));
  const height = layout.density === 'compact' ? 32 : 44;
  const rows = useWindowVirtualizer({
    count: calls.length,
    estimateSize: () => (narrow ? 124 : height),
    overscan: 8,
    scrollMargin: top,
    getItemKey: (index) => calls[index]?.id ?? index,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows measured in another density are no guide any more.
  useEffect(() => rows.measure(), [height, narrow]);
  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !loadingMore && last >= calls.length - 12) onMore();
  }, [hasMore, loadingMore, last, calls.length, onMore]);
  const before = Math.max(0, (shown[0]?.start ?? top) - top);
  const after = Math.max(0, rows.getTotalSize() - ((shown.at(-1)?.end ?? top) - top));
  const items = shown.flatMap(({ index }) => {
    const call = calls[index];
    return call ? [{ call, index, selected: selected.has(call.id), onSelect, measure: rows.measureElement }] : [];
  });
  const onKeyDown = useRowKeys(props, (index) => rows.scrollToIndex(index));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys act on the link of a row, wherever it is.
    <div ref={box} onKeyDown={onKeyDown}>
      {narrow ? (
        <ul
          aria-label="Calls"
          className="grid grid-cols-[minmax(0,1fr)]"
          style={{ paddingTop: before, paddingBottom: after }}
        >
          {items.map((item) => (
            <CallCard key={item.call.id} {...item} />
          ))}
        </ul>
      ) : (
        <CallTable count={calls.length} gaps={{ before, after }} layout={layout} onLayout={props.onLayout}>
          {items.map((item) => (
            <CallRow key={item.call.id} {...item} layout={layout} />
          ))}
        </CallTable>
      )}
      <p role="status" className="py-3 text-center text-[13px] text-muted">
        {loadingMore ? 'Loading more…' : hasMore ? '' : 'That is all.'}
      </p>
    </div>
  );
}
