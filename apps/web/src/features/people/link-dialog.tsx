import { CopyButton } from '../../ui/copy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { AbsoluteTime } from '../../ui/time.tsx';

/** A one-time link to hand over; it is not shown again. */
export function LinkDialog(props: { title: string; link: string; expires_at: string; onClose: () => void }) {
  return (
    <Dialog
      onClose={props.onClose}
      title={props.title}
      description="Send this link to the person yourself. It works once, and is not shown again."
    >
      <TextField label="Link" readOnly value={props.link} onFocus={(event) => event.target.select()} />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="text-[13px] text-muted">
          Good until <AbsoluteTime at={props.expires_at} precision="full" />
        </span>
        <CopyButton text={props.link} label="Copy link" look="primary" size="medium" />
      </div>
    </Dialog>
  );
}
