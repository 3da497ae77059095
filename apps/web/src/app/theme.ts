import { useSyncExternalStore } from 'react';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const key = 'offhook.theme';
const systemDark = matchMedia('(prefers-color-scheme: dark)');
const watchers = new Set<() => void>();

export function setTheme(theme: Theme): void {
  localStorage.setItem(key, theme);
  paint();
}

export function useTheme(): Theme {
  return useSyncExternalStore(watch, chosenTheme);
}

export function useIsDark(): boolean {
  return useSyncExternalStore(watch, isDark);
}

// Another tab may choose, and the system may turn dark in the evening.
systemDark.addEventListener('change', paint);
addEventListener('storage', (event) => {
  if (event.key === key) paint();
});

function paint(): void {
  document.documentElement.classList.toggle('dark', isDark());
  for (const tell of watchers) tell();
}

function isDark(): boolean {
  const theme = chosenTheme();
  return theme === 'dark' || (theme === 'system' && systemDark.matches);
}

function chosenTheme(): Theme {
  const stored = localStorage.getItem(key);
  return themes.find((theme) => theme === stored) ?? 'system';
}

function watch(tell: () => void): () => void {
  watchers.add(tell);
  return () => watchers.delete(tell);
}
