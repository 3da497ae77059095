import { type RefObject, useLayoutEffect, useRef } from 'react';

/** Keeps a list that scrolls at its end while lines are added, unless the reader has scrolled away from there. */
export function useFollowEnd<Place extends HTMLElement>(
  lines: number,
): {
  ref: RefObject<Place | null>;
  onScroll: () => void;
} {
  const ref = useRef<Place>(null);
  const isAtEnd = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each new line.
  useLayoutEffect(() => {
    const place = ref.current;
    if (place && isAtEnd.current) place.scrollTop = place.scrollHeight;
  }, [lines]);
  return {
    ref,
    onScroll: () => {
      const place = ref.current;
      if (place) isAtEnd.current = place.scrollHeight - place.scrollTop - place.clientHeight < slackPx;
    },
  };
}

/** Less than a line: where a zoomed page rounds, the end is not quite reached. */
const slackPx = 16;
