import type { ReactNode } from 'react';
import { Button, type ButtonProps } from './button.tsx';

/** A button that shows only an icon: its name is read out and shown on hover. */
export function IconButton({ name, icon, ...rest }: { name: string; icon: ReactNode } & ButtonProps) {
  return (
    <Button look="ghost" size="icon" aria-label={name} title={name} {...rest}>
      {icon}
    </Button>
  );
}
