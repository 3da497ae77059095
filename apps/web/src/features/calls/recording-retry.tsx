import { type CallDetail, type CallRecording, retryRecording } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { api } from '../../app/api.ts';
import { useMay } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { sayFailed } from '../../ui/toasts.tsx';
import { applyCall } from './live-cache.ts';

/** A recording that could not be kept: why, and another try. */
export function RetryRecording({ call, recording }: { call: CallDetail; recording: CallRecording }) {
  const mayWrite = useMay('agent');
  const client = useQueryClient();
  const retry = useMutation({
    mutationFn: () => api(retryRecording, { params: { call_id: call.id }, query: { recording_id: recording.id } }),
    onSuccess: (changed) => applyCall(client, changed),
    onError: sayFailed,
  });
  return (
    <div className="grid justify-items-start gap-2">
      <p className="text-danger-text">The recording could not be fetched from the carrier.</p>
      {recording.failure ? <p className="text-[13px] text-muted">{recording.failure}</p> : null}
      {mayWrite ? (
        <Button disabled={retry.isPending} onClick={() => retry.mutate()}>
          <RefreshCw size={14} aria-hidden /> Fetch again
        </Button>
      ) : null}
    </div>
  );
}
