import type { Call } from '@offhook/contract';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { BulkBar } from './call-bulk-bar.tsx';
import { CallList } from './call-list.tsx';
import { extendStep, nothingSelected, select } from './call-selection.ts';
import { heldBack } from './held-calls.ts';
import type { HistoryLayout } from './history-columns.ts';
import { silence } from './now-playing.ts';

interface HistoryListProps {
  calls: readonly Call[];
  layout: HistoryLayout;
  onLayout: (layout: HistoryLayout) => void;
  hasMore: boolean;
  loadingMore: boolean;
  onMore: () => void;
}

/** The list with what is selected in it. New calls wait behind a button while somebody is at the rows. */
export function HistoryList({ calls, ...rest }: HistoryListProps) {
  const box = useRef<HTMLDivElement>(null);
  const [firstId, setFirstId] = useState(calls[0]?.id);
  const [busy, setBusy] = useState(false);
  const [selection, setSelection] = useState(nothingSelected);
  const { shown, waiting } = heldBack(calls, firstId, busy || selection.ids.size > 0);
  const newest = shown[0]?.id;
  if (newest !== firstId) setFirstId(newest);
  useEffect(() => silence, []);
  const look = () => setBusy((box.current?.matches(':hover, :focus-within') ?? false) || scrollY > 0);
  useEffect(() => {
    addEventListener('scroll', look, { passive: true });
    return () => removeEventListener('scroll', look);
  });
  const ids = shown.map(({ id }) => id);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only watches whether somebody is about to press something.
    <div
      ref={box}
      className="relative"
      onPointerEnter={look}
      onPointerLeave={look}
      onFocus={look}
      onBlur={() => queueMicrotask(look)}
    >
      {waiting > 0 ? (
        // Above the list: between the heading and the rows it would push them down.
        <Button
          size="small"
          look="primary"
          className="absolute -top-9 right-0 rounded-full px-3"
          onClick={() => setFirstId(calls[0]?.id)}
        >
          {waiting === 1 ? '1 new call' : `${waiting} new calls`}
        </Button>
      ) : null}
      <CallList
        {...rest}
        calls={shown}
        selected={selection.ids}
        onSelect={(index, extend) => setSelection((before) => select(before, ids, index, extend))}
        onStep={(from, to) => setSelection((before) => extendStep(before, ids, from, to))}
      />
      <BulkBar calls={shown.filter(({ id }) => selection.ids.has(id))} onClear={() => setSelection(nothingSelected)} />
    </div>
  );
}
