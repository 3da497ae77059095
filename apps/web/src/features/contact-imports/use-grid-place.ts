import type { Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { Place } from './grid-moves.ts';

/** The cell that takes part in the order of Tab, and the key that began to edit it, while it is edited. */
export function useGridPlace(
  box: RefObject<HTMLDivElement | null>,
  virtual: Virtualizer<HTMLDivElement, Element>,
  start: Place,
) {
  const [active, setActive] = useState(start);
  const [editing, setEditing] = useState<{ first: string | undefined }>();
  const wantsFocus = useRef(false);
  // A row that had to be scrolled to is drawn a moment later.
  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    const cell = box.current?.querySelector<HTMLElement>(`[data-place="${active.row}:${active.column}"]`);
    if (!cell) return;
    wantsFocus.current = false;
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });
  /** Puts the focus there, wherever it is. */
  const go = (place: Place) => {
    wantsFocus.current = true;
    setEditing(undefined);
    setActive(place);
    virtual.scrollToIndex(place.row);
  };
  return { active, setActive, editing, setEditing, go };
}
