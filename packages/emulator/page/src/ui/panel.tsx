import type { ComponentChildren, HTMLAttributes } from 'preact';
import { useId } from 'preact/hooks';

/** A part of a page under a heading of its own. */
export function Panel(props: {
  title: string;
  aside?: ComponentChildren;
  children: ComponentChildren;
  /** More attributes of the element itself. */
  part?: HTMLAttributes<HTMLElement>;
}) {
  const id = useId();
  return (
    <section {...props.part} class="panel" aria-labelledby={id}>
      <header>
        <h2 id={id}>{props.title}</h2>
        {props.aside}
      </header>
      {props.children}
    </section>
  );
}

export function Nothing({ children }: { children: ComponentChildren }) {
  return <p class="nothing">{children}</p>;
}
