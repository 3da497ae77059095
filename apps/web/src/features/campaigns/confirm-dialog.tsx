import { AlertDialog } from 'radix-ui';
import { Button } from '../../ui/button.tsx';
import { useReturnOfFocus } from '../../ui/dialog.tsx';

/** Asks before something is done that was chosen in a menu. */
export function ConfirmDialog(props: {
  question: string;
  consequence: string;
  action: string;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const returnFocus = useReturnOfFocus();
  return (
    <AlertDialog.Root open onOpenChange={(open) => open || props.onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-40 bg-black/50" />
        <AlertDialog.Content
          onCloseAutoFocus={returnFocus}
          className="card fixed top-[20dvh] left-1/2 z-50 grid w-[min(420px,calc(100vw-24px))] -translate-x-1/2 gap-4 p-4 shadow-xl"
        >
          <AlertDialog.Title className="text-base leading-6 font-semibold">{props.question}</AlertDialog.Title>
          <AlertDialog.Description className="text-muted">{props.consequence}</AlertDialog.Description>
          <div className="flex flex-wrap justify-end gap-2">
            <AlertDialog.Cancel asChild>
              <Button>Cancel</Button>
            </AlertDialog.Cancel>
            <AlertDialog.Action asChild>
              <Button look="danger" onClick={props.onConfirm}>
                {props.action}
              </Button>
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
