import { useSyncExternalStore } from 'react';

let shown = false;
const watchers = new Set<() => void>();

/** Whether the simulated handset is on the page; it stays through changes of route. */
export function useHandsetShown(): boolean {
  return useSyncExternalStore(watch, () => shown);
}

export function showHandset(show: boolean): void {
  shown = show;
  for (const tell of watchers) tell();
}

export function toggleHandset(): void {
  showHandset(!shown);
}

function watch(tell: () => void): () => void {
  watchers.add(tell);
  return () => watchers.delete(tell);
}
