import { type CallDetail, isFinal } from '@offhook/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useCallback } from 'react';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { peaksQuery } from './queries.ts';

const Player = lazy(() => import('./player.tsx').then(({ Player }) => ({ default: Player })));

const sentences = {
  'in-progress': 'Being recorded.',
  fetching: 'The recording is being fetched from the carrier. It appears here by itself.',
  absent: 'The carrier has no recording of this call.',
  failed: 'The recording could not be fetched from the carrier.',
};

/** The recording of the call: the player once it is here, else what keeps it. */
export function RecordingSection({ call }: { call: CallDetail }) {
  const { recording } = call;
  if (!recording && !isFinal(call.status)) return null;
  return (
    <section aria-labelledby="recording" className="card grid gap-3 p-4">
      <h2 id="recording" className="text-base leading-6 font-semibold">
        Recording
      </h2>
      {recording?.status === 'ready' && recording.url ? (
        <ReadyRecording callId={call.id} url={recording.url} bytes={recording.bytes} />
      ) : (
        <p role="status" className="text-muted">
          {recording && recording.status !== 'ready' ? sentences[recording.status] : 'This call was not recorded.'}
        </p>
      )}
    </section>
  );
}

function ReadyRecording({ callId, url, bytes }: { callId: string; url: string; bytes: number | null }) {
  const peaks = useQuery(peaksQuery(callId));
  const client = useQueryClient();
  // Hearing a recording is one of the first steps, which the server ticks.
  const heard = useCallback(() => void client.invalidateQueries({ queryKey: ['workspace'] }), [client]);
  if (peaks.isError)
    return <FailedState what="The waveform" error={peaks.error} onRetry={() => void peaks.refetch()} />;
  if (!peaks.data) return <Skeleton rows={2} rowHeight={48} label="Loading the recording" />;
  return (
    <Suspense fallback={<Skeleton rows={2} rowHeight={48} label="Loading the player" />}>
      <Player
        url={url}
        onPlay={heard}
        bytes={bytes}
        peaks={peaks.data.channels}
        durationSeconds={peaks.data.duration_seconds}
      />
    </Suspense>
  );
}
