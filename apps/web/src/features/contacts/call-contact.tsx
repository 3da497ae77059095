import type { Contact } from '@offhook/contract';
import { useNavigate } from '@tanstack/react-router';
import { Phone } from 'lucide-react';
import { useMay } from '../../app/session.ts';
import { Button, type ButtonProps } from '../../ui/button.tsx';
import { sayFailed } from '../../ui/toasts.tsx';
import { usePlaceCall } from '../calls/place-call.ts';

/** Calls the contact with one click, and goes to the call. */
export function CallContactButton({ contact, size }: { contact: Contact; size?: ButtonProps['size'] }) {
  const mayCall = useMay('agent');
  const navigate = useNavigate();
  const place = usePlaceCall({
    onPlaced: ({ id }) => void navigate({ to: '/calls/$callId', params: { callId: id } }),
  });
  return (
    <Button
      look="call"
      size={size}
      aria-label={`Call ${contact.name}`}
      title={contact.phone_number ? undefined : 'This contact has no phone number'}
      disabled={!mayCall || !contact.phone_number || place.isPending}
      onClick={() => place.mutate({ contact_id: contact.id }, { onError: sayFailed })}
    >
      <Phone size={14} aria-hidden /> {place.isPending ? 'Placing…' : 'Call'}
    </Button>
  );
}
