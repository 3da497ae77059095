import { useSyncExternalStore } from 'react';

const key = 'offhook.first-steps';
const watchers = new Set<() => void>();

/** The first steps can be put away, and come back from the help menu. */
export function useFirstStepsShown(): boolean {
  return useSyncExternalStore(watch, () => localStorage.getItem(key) !== 'dismissed');
}

export function dismissFirstSteps(): void {
  remember('dismissed');
}

export function resumeFirstSteps(): void {
  remember('shown');
}

function remember(choice: 'dismissed' | 'shown'): void {
  localStorage.setItem(key, choice);
  for (const tell of watchers) tell();
}

function watch(tell: () => void): () => void {
  watchers.add(tell);
  return () => watchers.delete(tell);
}
