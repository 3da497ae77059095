/** Puts the focus on the heading of the page: what had it is gone, and nobody should have to begin at the top. */
export function focusHeading(): void {
  document.querySelector<HTMLElement>('h1')?.focus();
}
