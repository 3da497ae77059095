import type { Contact } from '@offhook/contract';
import { Phone } from 'lucide-react';
import { useState } from 'react';
import { useMay } from '../../app/session.ts';
import { Button, type ButtonProps } from '../../ui/button.tsx';
import { CallModal } from '../calls/call-modal.tsx';

/** Opens the modal that calls the contact. */
export function CallContactButton({ contact, size }: { contact: Contact; size?: ButtonProps['size'] }) {
  const mayCall = useMay('agent');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        look="call"
        size={size}
        aria-label={`Call ${contact.name}`}
        aria-haspopup="dialog"
        title={mayCall ? undefined : 'Calling needs the role agent or more'}
        disabled={!mayCall}
        onClick={() => setOpen(true)}
      >
        <Phone size={14} aria-hidden /> Call
      </Button>
      {open ? <CallModal contact={contact} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
