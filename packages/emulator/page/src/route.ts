import { useEffect, useState } from 'preact/hooks';

export const places = [
  { path: '/', name: 'Calls' },
  { path: '/people', name: 'People' },
  { path: '/mischief', name: 'Mischief' },
  { path: '/notifications', name: 'Notifications' },
] as const;

/** The path after the `#`. */
export function usePath(): string {
  const [path, setPath] = useState(pathNow);
  useEffect(() => {
    const changed = () => setPath(pathNow());
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return path;
}

function pathNow(): string {
  return location.hash.slice(1) || '/';
}

export function linkToCall(sid: string): string {
  return `#/calls/${sid}`;
}

export function goToCall(sid: string): void {
  location.hash = linkToCall(sid);
}
