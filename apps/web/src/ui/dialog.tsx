import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { classNames } from './class-names.ts';
import { IconButton } from './icon-button.tsx';

interface DialogProps {
  onClose: () => void;
  /** Runs when it is gone and the focus is back; here the focus can go elsewhere. */
  afterClose?: (() => void) | undefined;
  title: string;
  description?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A modal dialog, open as long as it is rendered; closing it returns the focus to what opened it. */
export function Dialog({ onClose, afterClose, title, description, className, children }: DialogProps) {
  const returnFocus = useReturnOfFocus();
  return (
    <Radix.Root open onOpenChange={(open) => open || onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-[appear_120ms] bg-black/50" />
        <Radix.Content
          onCloseAutoFocus={(event) => {
            returnFocus(event);
            afterClose?.();
          }}
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={classNames(
            'card fixed top-[10dvh] left-1/2 z-50 grid max-h-[80dvh] w-[min(480px,calc(100vw-24px))] -translate-x-1/2 animate-[appear_120ms] gap-4 overflow-auto p-4 shadow-xl',
            className,
          )}
        >
          <div className="flex items-start justify-between gap-4">
            <div className="grid gap-1">
              <Radix.Title className="text-base leading-6 font-semibold">{title}</Radix.Title>
              {description ? <Radix.Description className="text-muted">{description}</Radix.Description> : null}
            </div>
            <Radix.Close asChild>
              <IconButton name="Close" icon={<X size={16} aria-hidden />} className="-mt-1 -mr-1" />
            </Radix.Close>
          </div>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Radix returns the focus to its own trigger only; these dialogs are opened from anywhere. */
export function useReturnOfFocus(): (event: Event) => void {
  const [opener] = useState(() => document.activeElement);
  return (event) => {
    event.preventDefault();
    const above = openDialog();
    // Another dialog took its place and has the focus already; the opener lies under that one.
    if (above && !above.contains(opener)) return;
    // A menu entry is gone by now; the heading is the next best place.
    const place = opener?.isConnected && opener !== document.body ? opener : document.querySelector('h1');
    if (place instanceof HTMLElement) place.focus();
  };
}

/** The dialog that stands above the page, if one does; of several the last. A popover leaves the page in use. */
export function openDialog(): Element | null {
  const open = document.querySelectorAll(
    ':is([role=dialog], [role=alertdialog])[data-state=open]:not([data-radix-popper-content-wrapper] > *)',
  );
  return open[open.length - 1] ?? null;
}
