import { Toaster, toast } from 'sonner';
import { sentenceOf } from '../app/failures.ts';
import { useIsDark } from '../app/theme.ts';

/** Where results appear that cannot be seen in place. Coloured by our tokens: sonner's own fail the contrast. */
export function Toasts() {
  const dark = useIsDark();
  return (
    <Toaster
      theme={dark ? 'dark' : 'light'}
      position="top-center"
      visibleToasts={3}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast: 'card flex w-full items-start gap-2 p-3 shadow-lg font-sans text-sm',
          error: 'st-danger',
          success: 'st-live',
          // Unstyled, sonner gives the button nothing but a place.
          actionButton: 'ml-auto min-h-6 shrink-0 px-1 font-semibold underline underline-offset-2',
        },
      }}
    />
  );
}

export function sayDone(sentence: string): void {
  toast.success(sentence, { duration: 5000 });
}

export function sayFailed(error: unknown): void {
  toast.error(sentenceOf(error), { duration: 12_000 });
}

/** Says what was done, and offers to take it back. */
export function sayUndoable(sentence: string, undo: () => void): void {
  toast.success(sentence, { duration: 10_000, action: { label: 'Undo', onClick: undo } });
}
