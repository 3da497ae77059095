import { type Call, hangUpCall, isFinal } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { PhoneOff } from 'lucide-react';
import { api } from '../../app/api.ts';
import { useMay } from '../../app/session.ts';
import type { ButtonProps } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { sayFailed } from '../../ui/toasts.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { otherParty } from './call-party.ts';
import { applyCall } from './live-cache.ts';

/** Ends a live call, after a question; nothing for a call that is over. */
export function HangUpButton({ call, size }: { call: Call; size?: ButtonProps['size'] }) {
  const client = useQueryClient();
  const { country } = useWorkspace();
  const mayHangUp = useMay('agent');
  const hangUp = useMutation({
    mutationFn: () => api(hangUpCall, { params: { call_id: call.id } }),
    onSuccess: (changed) => applyCall(client, changed),
    onError: sayFailed,
  });
  if (isFinal(call.status) || !mayHangUp) return null;
  return (
    <ConfirmButton
      look="danger"
      size={size}
      disabled={hangUp.isPending}
      question={`Hang up on ${otherParty(call, country)}?`}
      consequence="The call ends at once for both sides."
      action="Hang up"
      onConfirm={() => hangUp.mutate()}
    >
      <PhoneOff size={14} aria-hidden /> Hang up
    </ConfirmButton>
  );
}
