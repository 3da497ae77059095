const key = 'offhook.call-from';

/** The number of ours that was called from last in this browser; empty: the usual one of the workspace. */
export function rememberedFrom(): string {
  return localStorage.getItem(key) ?? '';
}

export function rememberFrom(number: string): void {
  if (number === '') localStorage.removeItem(key);
  else localStorage.setItem(key, number);
}
