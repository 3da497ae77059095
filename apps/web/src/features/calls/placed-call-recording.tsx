import { type Call, isFinal, pauseRecording, resumeRecording } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleDot, Pause } from 'lucide-react';
import { api } from '../../app/api.ts';
import { useMay } from '../../app/session.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { sayFailed } from '../../ui/toasts.tsx';
import { applyCall } from './live-cache.ts';

/** Whether a live call is being recorded, and how to pause that; nothing for a call that is not. */
export function PlacedCallRecording({ call }: { call: Call }) {
  const client = useQueryClient();
  const maySteer = useMay('agent');
  const steer = useMutation({
    mutationFn: (route: typeof pauseRecording | typeof resumeRecording) => api(route, { params: { call_id: call.id } }),
    onSuccess: (changed) => applyCall(client, changed),
    onError: sayFailed,
  });
  const { recording } = call;
  if (isFinal(call.status) || recording?.status !== 'in-progress') return null;
  const { paused } = recording;
  return (
    <>
      <Badge tone={paused ? 'neutral' : 'danger'}>
        {paused ? <Pause size={14} aria-hidden /> : <CircleDot size={14} aria-hidden />}
        <span role="status" aria-label="Recording">
          {paused ? 'REC paused' : 'REC'}
        </span>
      </Badge>
      {maySteer ? (
        <Button
          size="small"
          aria-disabled={steer.isPending}
          onClick={() => {
            if (!steer.isPending) steer.mutate(paused ? resumeRecording : pauseRecording);
          }}
        >
          {paused ? 'Resume recording' : 'Pause recording'}
        </Button>
      ) : null}
    </>
  );
}
