import type { Call } from '@offhook/contract';
import { useNavigate } from '@tanstack/react-router';
import { Phone } from 'lucide-react';
import { useMay } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { sayFailed } from '../../ui/toasts.tsx';
import { otherNumber } from './call-party.ts';
import { usePlaceCall } from './place-call.ts';

/** Calls the other end once more, and goes to the new call. */
export function CallAgainButton({ call }: { call: Call }) {
  const mayCall = useMay('agent');
  const navigate = useNavigate();
  const place = usePlaceCall({
    onPlaced: ({ id }) => void navigate({ to: '/calls/$callId', params: { callId: id } }),
  });
  const again = () => place.mutate({ to: otherNumber(call), contact_id: call.contact?.id }, { onError: sayFailed });
  return (
    <Button look="call" disabled={!mayCall || place.isPending} onClick={again}>
      <Phone size={14} aria-hidden /> {place.isPending ? 'Placing…' : 'Call again'}
    </Button>
  );
}
