import { shareVoicemail } from '@offhook/contract';
import { useMutation } from '@tanstack/react-query';
import { Link2 } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { AbsoluteTime } from '../../ui/time.tsx';

const hour = 3600;
const lengths = [
  ['1 hour', hour],
  ['1 day', 24 * hour],
  ['7 days', 7 * 24 * hour],
  ['30 days', 30 * 24 * hour],
] as const;

/** Makes a link that plays the message without a sign-in, for as long as somebody chooses. */
export function ShareMessage({ voicemailId }: { voicemailId: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Link2 size={14} aria-hidden /> Share…
      </Button>
      {open ? <ShareDialog voicemailId={voicemailId} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function ShareDialog({ voicemailId, onClose }: { voicemailId: string; onClose: () => void }) {
  const [seconds, setSeconds] = useState<number>(24 * hour);
  const link = useMutation({
    mutationFn: () =>
      api(shareVoicemail, { params: { voicemail_id: voicemailId }, body: { expires_in_seconds: seconds } }),
  });
  const url = link.data && new URL(link.data.url, location.origin).href;
  return (
    <Dialog
      title="Share the message"
      description="Whoever has the link hears this message without an account, until it ends."
      onClose={onClose}
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          link.mutate();
        }}
      >
        <SelectField
          label="The link works for"
          value={seconds}
          error={link.error ? sentenceOf(link.error) : undefined}
          onChange={(event) => {
            setSeconds(Number(event.target.value));
            link.reset();
          }}
        >
          {lengths.map(([words, length]) => (
            <option key={length} value={length}>
              {words}
            </option>
          ))}
        </SelectField>
        {link.data && url ? (
          <div className="grid gap-2">
            <TextField label="Link" readOnly value={url} onFocus={(event) => event.target.select()} />
            <div className="flex flex-wrap items-center justify-between gap-2">
              <span role="status" className="text-[13px] text-muted">
                Ends on <AbsoluteTime at={link.data.expires_at} precision="full" />
              </span>
              <CopyButton text={url} label="Copy link" look="primary" size="medium" />
            </div>
          </div>
        ) : (
          <Button type="submit" look="primary" disabled={link.isPending}>
            Create link
          </Button>
        )}
      </form>
    </Dialog>
  );
}
