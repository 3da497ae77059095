import { type ReactNode, useState } from 'react';
import { sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';

interface ReasonDialogProps {
  title: string;
  description: ReactNode;
  action: string;
  isDangerous?: boolean;
  isPending: boolean;
  error: unknown;
  onGive: (reason: string) => void;
  onClose: () => void;
  children?: ReactNode;
}

/** Asks why before it acts: the reason stands in the audit log. */
export function ReasonDialog(props: ReasonDialogProps) {
  const [reason, setReason] = useState('');
  return (
    <Dialog title={props.title} description={props.description} onClose={props.onClose}>
      <form
        aria-label={props.title}
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!props.isPending) props.onGive(reason);
        }}
      >
        {props.children}
        <TextField
          label="Reason"
          hint="It stands in the audit log."
          required
          minLength={3}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {props.error ? (
          <p role="alert" className="text-[13px] text-danger-text">
            {sentenceOf(props.error)}
          </p>
        ) : null}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={props.onClose}>Cancel</Button>
          <Button type="submit" look={props.isDangerous ? 'danger' : 'primary'} aria-disabled={props.isPending}>
            {props.isPending ? 'Saving…' : props.action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
