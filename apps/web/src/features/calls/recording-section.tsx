import { type CallDetail, type CallRecording, isFinal } from '@offhook/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback } from 'react';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { peaksQuery } from './queries.ts';
import { RecordingActions } from './recording-actions.tsx';
import { RecordingLive } from './recording-live.tsx';
import { RetryRecording } from './recording-retry.tsx';
import { recordingUrl } from './recording-url.ts';

const Player = lazy(() => import('./player.tsx').then(({ Player }) => ({ default: Player })));

interface RecordingSectionProps {
  call: CallDetail;
  /** Hears of the element that plays the first recording. */
  onAudio: (audio: HTMLAudioElement | null) => void;
}

/** The recordings of the call: a player for each once it is here, else what keeps it. */
export function RecordingSection({ call, onAudio }: RecordingSectionProps) {
  const recordings = call.recordings.length > 0 ? call.recordings : [call.recording].filter((one) => one !== null);
  if (recordings.length === 0 && !isFinal(call.status)) return null;
  return (
    <section aria-labelledby="recording" className="card grid grid-cols-[minmax(0,1fr)] gap-3 p-4">
      <h2 id="recording" className="text-base leading-6 font-semibold">
        {recordings.length > 1 ? 'Recordings' : 'Recording'}
      </h2>
      {recordings.length === 0 ? <p className="text-muted">This call has no recording.</p> : null}
      {recordings.map((recording, at) => (
        <OneRecording key={recording.id} call={call} recording={recording} onAudio={at === 0 ? onAudio : undefined} />
      ))}
    </section>
  );
}

interface OneRecordingProps {
  call: CallDetail;
  recording: CallRecording;
  onAudio: RecordingSectionProps['onAudio'] | undefined;
}

function OneRecording({ call, recording, onAudio }: OneRecordingProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {recording.status === 'in-progress' ? <RecordingLive call={call} recording={recording} /> : null}
      {recording.status === 'fetching' ? (
        <p role="status" className="text-muted">
          The recording is being fetched from the carrier. It appears here by itself.
        </p>
      ) : null}
      {recording.status === 'absent' ? <p className="text-muted">The carrier has no recording of this call.</p> : null}
      {recording.status === 'failed' ? <RetryRecording call={call} recording={recording} /> : null}
      {recording.status === 'ready' ? <ReadyRecording call={call} recording={recording} onAudio={onAudio} /> : null}
      {recording.status === 'ready' || recording.status === 'failed' ? (
        <RecordingActions call={call} recording={recording} />
      ) : null}
    </div>
  );
}

function ReadyRecording({ call, recording, onAudio }: OneRecordingProps) {
  const { t } = useSearch({ from: '/inside/calls/$callId' });
  const peaks = useQuery(peaksQuery(call.id, recording.id));
  const client = useQueryClient();
  // Hearing a recording is one of the first steps, which the server ticks.
  const heard = useCallback(() => void client.invalidateQueries({ queryKey: ['workspace'] }), [client]);
  if (peaks.isError)
    return <FailedState what="The waveform" error={peaks.error} onRetry={() => void peaks.refetch()} />;
  if (!peaks.data) return <Skeleton rows={2} rowHeight={48} label="Loading the recording" />;
  const startAt = Number.parseFloat(t ?? '');
  return (
    <Suspense fallback={<Skeleton rows={2} rowHeight={48} label="Loading the player" />}>
      <Player
        urls={{
          play: recordingUrl(call.id, recording),
          wav: recordingUrl(call.id, recording, { download: true }),
          mp3: recordingUrl(call.id, recording, { format: 'mp3', download: true }),
        }}
        onPlay={heard}
        bytes={recording.bytes}
        peaks={peaks.data.channels}
        channelNames={recording.channel_names}
        durationSeconds={peaks.data.duration_seconds}
        startAt={onAudio && startAt >= 0 ? startAt : undefined}
        linkAt={(seconds) => `${location.origin}/calls/${call.id}?t=${seconds.toFixed(1)}`}
        onAudio={onAudio}
      />
    </Suspense>
  );
}
