import type { Call } from '@offhook/contract';
import { type ReactNode, useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import type { LiveRow } from './live-rows.ts';
import { useLiveRows } from './use-live-rows.ts';

/** Holds rows of live calls still while the pointer or the focus is on them; what is new waits behind a button. */
export function LiveBox(props: { calls: readonly Call[]; children: (rows: readonly LiveRow[]) => ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const [touched, setTouched] = useState(false);
  const { rows, waiting, showWaiting } = useLiveRows(props.calls, touched);
  const look = () => setTouched(box.current?.matches(':hover, :focus-within') ?? false);
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
        // Beside the heading, above the list: between them it would push the rows down.
        <Button size="small" look="primary" className="absolute -top-9 right-0 rounded-full px-3" onClick={showWaiting}>
          {waiting === 1 ? '1 new call' : `${waiting} new calls`}
        </Button>
      ) : null}
      {props.children(rows)}
    </div>
  );
}
