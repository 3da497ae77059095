import { useCallback, useSyncExternalStore } from 'react';

/** True while the CSS media query holds. */
export function useMediaQuery(query: string): boolean {
  const watch = useCallback(
    (tell: () => void) => {
      const list = matchMedia(query);
      list.addEventListener('change', tell);
      return () => list.removeEventListener('change', tell);
    },
    [query],
  );
  return useSyncExternalStore(watch, () => matchMedia(query).matches);
}

/** Below this width tables become cards and the navigation moves to the bottom. */
export function useIsNarrow(): boolean {
  return useMediaQuery('(max-width: 767px)');
}
