import type { Tone } from '@offhook/contract';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export function Badge(props: {
  tone?: Tone;
  outlined?: boolean;
  title?: string;
  className?: string;
  children: ReactNode;
}) {
  const { tone = 'neutral', outlined = false, title, className, children } = props;
  return (
    <span
      title={title}
      className={classNames(
        'inline-flex h-[22px] items-center gap-1.5 rounded-md border px-2 text-xs leading-4 font-medium whitespace-nowrap',
        `st-${tone}`,
        outlined && 'bg-transparent',
        className,
      )}
    >
      {children}
    </span>
  );
}
