import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { useSession } from '../../app/session.ts';
import { type HistoryLayout, readLayout } from './history-columns.ts';

const watchers = new Set<() => void>();

/** How this person wants the history laid out; kept in the browser. */
export function useHistoryLayout(): [HistoryLayout, (layout: HistoryLayout) => void] {
  const key = `offhook.history.${useSession().person.id}`;
  const text = useSyncExternalStore(watch, () => localStorage.getItem(key));
  const set = useCallback(
    (layout: HistoryLayout) => {
      localStorage.setItem(key, JSON.stringify(layout));
      for (const tell of watchers) tell();
    },
    [key],
  );
  return [useMemo(() => readLayout(text), [text]), set];
}

function watch(tell: () => void): () => void {
  watchers.add(tell);
  addEventListener('storage', tell);
  return () => {
    watchers.delete(tell);
    removeEventListener('storage', tell);
  };
}
