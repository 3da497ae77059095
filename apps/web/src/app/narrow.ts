import { useCallback, useSyncExternalStore } from 'react';

/** True where tables become cards: beside the navigation seven columns need 1024 px. */
export function useIsNarrow(): boolean {
  return useMediaQuery('(max-width: 1023px)');
}

/** True where a drawing has no room. */
export function useIsSmall(): boolean {
  return useMediaQuery('(max-width: 767px)');
}

/** True while the CSS media query holds. */
function useMediaQuery(query: string): boolean {
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
