import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

export const buttonLook = cva(
  'inline-flex items-center justify-center gap-2 rounded-lg font-medium whitespace-nowrap transition-colors duration-100 disabled:opacity-50 disabled:cursor-not-allowed aria-disabled:opacity-50',
  {
    variants: {
      look: {
        primary: 'bg-accent text-accent-fg hover:brightness-110',
        plain: 'border border-input bg-surface text-fg hover:bg-sunken',
        ghost: 'text-fg hover:bg-sunken',
        danger: 'bg-danger text-white hover:brightness-110',
        call: 'bg-live text-white hover:brightness-110',
        link: 'text-accent-text underline underline-offset-2 hover:no-underline',
      },
      size: {
        small: 'h-7 px-2 text-[13px]',
        medium: 'h-8 px-3',
        large: 'h-10 px-4',
        icon: 'h-8 w-8 shrink-0',
        inline: 'min-h-6 px-1',
      },
    },
    defaultVariants: { look: 'plain', size: 'medium' },
  },
);

export type ButtonProps = ComponentProps<'button'> & VariantProps<typeof buttonLook>;

export function Button({ look, size, className, type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={classNames(buttonLook({ look, size }), className)} {...rest} />;
}
