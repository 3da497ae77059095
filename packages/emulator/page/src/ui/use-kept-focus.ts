import { useEffect, useRef } from 'preact/hooks';

/**
 * Whoever stood on something that went away when `state` changed stands on the part around it, not at the top of the page.
 * For the element that gets the result's attributes.
 */
export function useKeptFocus<Part extends HTMLElement>(state: string | undefined) {
  const part = useRef<Part>(null);
  const isInside = useRef(false);
  useEffect(() => {
    if (isInside.current && document.activeElement === document.body) part.current?.focus({ preventScroll: true });
  }, [state]);
  return {
    ref: part,
    tabIndex: -1,
    onFocusIn: () => {
      isInside.current = true;
    },
    onFocusOut: (event: FocusEvent) => {
      // What goes away while it has the focus leads nowhere.
      if (event.relatedTarget instanceof Node) isInside.current = false;
    },
  };
}
