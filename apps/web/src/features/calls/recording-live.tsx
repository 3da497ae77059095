import { type CallDetail, type CallRecording, pauseRecording, resumeRecording } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleDot, Pause, Play } from 'lucide-react';
import { api } from '../../app/api.ts';
import { useMay } from '../../app/session.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { sayFailed } from '../../ui/toasts.tsx';
import { applyCall } from './live-cache.ts';

/** A recording that is being made: that it runs or is paused is always in words, and announced. */
export function RecordingLive({ call, recording }: { call: CallDetail; recording: CallRecording }) {
  const mayWrite = useMay('agent');
  const client = useQueryClient();
  const { paused } = recording;
  const steer = useMutation({
    mutationFn: () => api(paused ? resumeRecording : pauseRecording, { params: { call_id: call.id } }),
    onSuccess: (changed) => applyCall(client, changed),
    onError: sayFailed,
  });
  const talking = call.status === 'in-progress';
  return (
    <div className="flex flex-wrap items-center gap-3">
      <span role="status" aria-label="Recording state">
        <Badge tone={paused ? 'hold' : 'danger'}>
          {paused ? <Pause size={14} aria-hidden /> : <CircleDot size={14} aria-hidden />}
          {paused ? 'Recording paused' : 'Recording'}
        </Badge>
      </span>
      {talking && mayWrite ? (
        <Button size="small" disabled={steer.isPending} onClick={() => steer.mutate()}>
          {paused ? <Play size={14} aria-hidden /> : <Pause size={14} aria-hidden />}
          {paused ? 'Resume recording' : 'Pause recording'}
        </Button>
      ) : null}
      <span className="text-[13px] text-muted">
        {paused ? 'What is said now is not recorded.' : 'What is said now is recorded.'}
      </span>
    </div>
  );
}
