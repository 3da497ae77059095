import { type ReactNode, useRef, useState } from 'react';
import { stillRows } from './still-rows.ts';

/** Holds rows still while the pointer or the focus is on them, so that nobody presses another row than they meant. */
export function StillBox<Row extends { id: string }>(props: {
  /** Another list, by filter: it begins anew. */
  of: string;
  rows: readonly Row[];
  children: (rows: readonly Row[]) => ReactNode;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [touched, setTouched] = useState(false);
  const [before, setBefore] = useState({ of: props.of, rows: props.rows });
  const rows = stillRows(before.of === props.of ? before.rows : [], props.rows, touched && before.of === props.of);
  if (rows !== before.rows || before.of !== props.of) setBefore({ of: props.of, rows });
  const look = () => setTouched(box.current?.matches(':hover, :focus-within') ?? false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only watches whether somebody is about to press something.
    <div
      ref={box}
      className="grid grid-cols-[minmax(0,1fr)]"
      onPointerEnter={look}
      onPointerLeave={look}
      onFocus={look}
      onBlur={() => queueMicrotask(look)}
    >
      {props.children(rows)}
    </div>
  );
}
