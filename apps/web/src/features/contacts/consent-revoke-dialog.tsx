import { type Consent, revokeConsent } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { scopeWords } from './consent-words.ts';

/** Notes that somebody takes a consent back. */
export function RevokeConsentDialog({ consent, onClose }: { consent: Consent; onClose: () => void }) {
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const [neverCall, setNeverCall] = useState(false);
  const revoke = useMutation({
    mutationFn: () =>
      api(revokeConsent, {
        params: { consent_id: consent.id },
        body: { never_call: neverCall, ...(reason.trim() && { reason: reason.trim() }) },
      }),
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: ['consents'] }),
        client.invalidateQueries({ queryKey: ['suppressions'] }),
      ]);
      onClose();
    },
  });
  return (
    <Dialog
      title="Revoke this consent?"
      description={`${scopeWords[consent.scope]}: it holds no more from now on. The record of it stays.`}
      onClose={onClose}
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!revoke.isPending) revoke.mutate();
        }}
      >
        <TextField
          label="Reason"
          hint="If they gave one."
          maxLength={500}
          value={reason}
          error={revoke.error ? sentenceOf(revoke.error) : undefined}
          onChange={(event) => setReason(event.target.value)}
        />
        <label className="flex min-h-6 items-start gap-2">
          <input
            type="checkbox"
            checked={neverCall}
            onChange={(event) => setNeverCall(event.target.checked)}
            className="mt-0.5 size-4 accent-[var(--accent)]"
          />
          They ask not to be called at all: the number goes on the do-not-call list, too
        </label>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="danger" aria-disabled={revoke.isPending}>
            {revoke.isPending ? 'Saving…' : 'Revoke consent'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
