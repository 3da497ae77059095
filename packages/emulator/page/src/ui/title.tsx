import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** The one heading of the page: it names the window, and takes the focus when the page comes up. */
export function Title({ name, children }: { name: string; children?: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${name} · Offhook emulator`;
    heading.current?.focus();
  }, [name]);
  return (
    <h1 class="number" tabIndex={-1} ref={heading}>
      {children ?? name}
    </h1>
  );
}
