import { AlertDialog } from 'radix-ui';
import { Button, type ButtonProps } from './button.tsx';

/** A button that asks before it acts. */
export function ConfirmButton(
  props: { question: string; consequence: string; action: string; onConfirm: () => void } & ButtonProps,
) {
  const { question, consequence, action, onConfirm, ...button } = props;
  return (
    <AlertDialog.Root>
      <AlertDialog.Trigger asChild>
        <Button {...button} />
      </AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-40 bg-black/50" />
        <AlertDialog.Content className="card fixed top-[20dvh] left-1/2 z-50 grid w-[min(420px,calc(100vw-24px))] -translate-x-1/2 gap-4 p-4 shadow-xl">
          <AlertDialog.Title className="text-base leading-6 font-semibold">{question}</AlertDialog.Title>
          <AlertDialog.Description className="text-muted">{consequence}</AlertDialog.Description>
          <div className="flex flex-wrap justify-end gap-2">
            <AlertDialog.Cancel asChild>
              <Button>Cancel</Button>
            </AlertDialog.Cancel>
            <AlertDialog.Action asChild>
              <Button look="danger" onClick={onConfirm}>
                {action}
              </Button>
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
