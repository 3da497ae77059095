import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CallSummaryJson } from '../../../src/control/shapes.ts';

/** While the pointer or the focus is in the list, no line moves: new ones wait until they are asked for. */
export function useHeldStill(list: RefObject<HTMLElement | null>, calls: CallSummaryJson[]) {
  const [isHeld, setHeld] = useState(false);
  const known = useRef(new Set<string>());
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const hold = () => setHeld(true);
    const release = () => setHeld(element.matches(':hover, :focus-within'));
    const events = {
      pointerenter: hold,
      focusin: hold,
      pointerleave: release,
      focusout: () => queueMicrotask(release),
    };
    for (const [name, act] of Object.entries(events)) element.addEventListener(name, act);
    return () => {
      for (const [name, act] of Object.entries(events)) element.removeEventListener(name, act);
    };
  }, []);
  const shown = isHeld ? calls.filter(({ sid }) => known.current.has(sid)) : calls;
  known.current = new Set(shown.map(({ sid }) => sid));
  return { shown, waiting: calls.length - shown.length, release: () => setHeld(false) };
}
