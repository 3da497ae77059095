import { type ReactNode, useEffect, useRef } from 'react';

/**
 * The title of a step of several. The focus goes to it when the step was just opened, as it goes to the heading of a page;
 * with another step give it another key.
 */
export function StepTitle({ isFirst, children }: { isFirst: boolean; children: ReactNode }) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isFirst) title.current?.focus();
  }, [isFirst]);
  return (
    <h2 ref={title} tabIndex={-1} className="text-base leading-6 font-semibold outline-none">
      {children}
    </h2>
  );
}
