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

type Side = 'left' | 'right';
const storageKey = 'offhook.handset-side';

/** At which edge of the page it is; this browser remembers. */
export function useHandsetSide(): Side {
  return useSyncExternalStore(watch, side);
}

export function moveHandset(): void {
  localStorage.setItem(storageKey, side() === 'left' ? 'right' : 'left');
  for (const tell of watchers) tell();
}

function side(): Side {
  return localStorage.getItem(storageKey) === 'left' ? 'left' : 'right';
}

function watch(tell: () => void): () => void {
  watchers.add(tell);
  return () => watchers.delete(tell);
}
