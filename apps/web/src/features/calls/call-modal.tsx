import type { Contact } from '@offhook/contract';
import { useQueryClient } from '@tanstack/react-query';
import { Phone } from 'lucide-react';
import { useState } from 'react';
import { formatNumber } from '../../app/phone.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { contactQuery } from '../contacts/queries.ts';
import { useWorkspace } from '../workspaces/workspace.ts';
import { CallRefused, FixLink } from './call-modal-fix.tsx';
import { CallModalPlaced } from './call-modal-placed.tsx';
import { type CallMode, CallModes } from './call-modes.tsx';
import { type ClickToCallAnswer, useClickToCall } from './place-call.ts';

/** Calls a contact in one of S3's three ways. Closing it does not hang up. */
export function CallModal({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const client = useQueryClient();
  const [mode, setMode] = useState<CallMode>('simple');
  const [placed, setPlaced] = useState<ClickToCallAnswer>();
  const place = useClickToCall({
    onPlaced: (answer) => {
      setPlaced(answer);
      void client.invalidateQueries({ queryKey: contactQuery(contact.id).queryKey });
    },
  });
  if (placed)
    return (
      <Dialog onClose={onClose} title="Outbound Call (Simple)" description={`To ${contact.name}`}>
        <CallModalPlaced answer={placed} onClose={onClose} />
      </Dialog>
    );
  return (
    <Dialog onClose={onClose} title="Outbound Call (Simple)" description={<Numbers contact={contact} />}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!place.isPending && contact.phone_number) place.mutate({ lead_id: contact.id, mode });
        }}
      >
        <CallModes
          chosen={mode}
          onChoose={(chosen) => {
            setMode(chosen);
            place.reset();
          }}
        />
        {contact.phone_number ? null : <NoNumber contact={contact} />}
        {place.error ? <CallRefused error={place.error} /> : null}
        <Button
          type="submit"
          look="call"
          size="large"
          aria-disabled={place.isPending}
          disabled={!contact.phone_number}
          className="w-full"
        >
          <Phone size={16} aria-hidden /> {place.isPending ? 'Calling…' : `Call ${contact.name}`}
        </Button>
      </form>
    </Dialog>
  );
}

function Numbers({ contact }: { contact: Contact }) {
  const { country, default_from_number: from } = useWorkspace();
  const words = [
    contact.name,
    contact.phone_number && formatNumber(contact.phone_number, country),
    from && `from ${formatNumber(from, country)}`,
  ];
  return <span className="tabular">{words.filter(Boolean).join(' · ')}</span>;
}

function NoNumber({ contact }: { contact: Contact }) {
  return (
    <p role="alert" className="text-[13px] text-danger-text">
      Lead has no phone number. Add one to the contact.{' '}
      <FixLink to="/contacts/$contactId" params={{ contactId: contact.id }} words="Open the contact" />
    </p>
  );
}
