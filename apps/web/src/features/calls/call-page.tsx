import { type CallDetail, deleteCall, isFinal } from '@offhook/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useMay } from '../../app/session.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { sayDone, sayFailed } from '../../ui/toasts.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { CallAgainButton } from './call-again.tsx';
import { CallCosts } from './call-costs.tsx';
import { DropCard } from './call-drop.tsx';
import { CallFacts } from './call-facts.tsx';
import { CallLegs } from './call-legs.tsx';
import { CallNotes } from './call-notes.tsx';
import { otherParty } from './call-party.ts';
import { HangUpButton } from './hang-up.tsx';
import { LiveBanner } from './live-banner.tsx';
import { forgetCall } from './live-cache.ts';
import { usePollWhileOffline } from './poll-while-offline.ts';
import { callQuery } from './queries.ts';
import { RecordingSection } from './recording-section.tsx';
import { Timeline } from './timeline.tsx';
import { WebhookInspector } from './webhook-inspector.tsx';

/** One call: what happened, how it sounded, what the carrier and we said to each other. */
export function CallPage() {
  const { callId } = useParams({ from: '/inside/calls/$callId' });
  const call = useQuery({ ...callQuery(callId), refetchInterval: usePollWhileOffline() });
  if (call.data) return <LoadedCall key={callId} call={call.data} />;
  return (
    <Page title="Call">
      {call.isError ? (
        <FailedState what="This call" error={call.error} onRetry={() => void call.refetch()} />
      ) : (
        <Skeleton rows={6} rowHeight={56} label="Loading the call" />
      )}
    </Page>
  );
}

function LoadedCall({ call }: { call: CallDetail }) {
  const { country } = useWorkspace();
  const [audio, setAudio] = useState<HTMLAudioElement | null>(null);
  const party = otherParty(call, country);
  return (
    <Page
      title={call.direction === 'outbound' ? `Call to ${party}` : `Call from ${party}`}
      actions={
        <>
          <HangUpButton call={call} />
          {isFinal(call.status) ? <CallAgainButton call={call} /> : null}
          <DeleteButton call={call} />
        </>
      }
    >
      <LiveBanner />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_320px]">
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4">
          <CallFacts call={call} />
          {call.voicemail_drop ? <DropCard drop={call.voicemail_drop} /> : null}
          <CallLegs call={call} />
          <RecordingSection call={call} onAudio={setAudio} />
          <CallCosts call={call} />
          <CallTabs call={call} audio={audio} />
        </div>
        <CallNotes call={call} />
      </div>
    </Page>
  );
}

const tabNames = ['timeline', 'transcript', 'developer'] as const;

function CallTabs({ call, audio }: { call: CallDetail; audio: HTMLAudioElement | null }) {
  const { tab } = useSearch({ from: '/inside/calls/$callId' });
  const navigate = useNavigate({ from: '/calls/$callId' });
  const listen = (seconds: number) => {
    if (!audio) return;
    audio.currentTime = seconds;
    // A rejected play() also raises the element's error event, which the player shows.
    audio.play().catch(() => {});
  };
  return (
    <Tabs
      label="Call"
      selected={tabNames.find((name) => name === tab) ?? 'timeline'}
      onSelect={(name) => void navigate({ search: name === 'timeline' ? {} : { tab: name }, replace: true })}
      tabs={[
        {
          name: 'timeline',
          title: 'Timeline',
          content: <Timeline call={call} onSeek={audio ? listen : undefined} />,
        },
        { name: 'transcript', title: 'Transcript', content: <NoTranscript /> },
        {
          name: 'developer',
          title: `Developer (${call.webhooks.length})`,
          content: <WebhookInspector call={call} />,
        },
      ]}
    />
  );
}

function NoTranscript() {
  return (
    <p className="card p-4 text-muted">
      There is no transcript: this version does not transcribe calls. Transcript, summary and mood come with
      transcription.
    </p>
  );
}

function DeleteButton({ call }: { call: CallDetail }) {
  const mayDelete = useMay('manager');
  const client = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => api(deleteCall, { params: { call_id: call.id } }),
    onSuccess: async () => {
      await navigate({ to: '/calls' });
      forgetCall(client, call.id);
      sayDone('The call was deleted.');
    },
    onError: sayFailed,
  });
  if (!mayDelete || !isFinal(call.status)) return null;
  return (
    <ConfirmButton
      question="Delete this call?"
      consequence="The call, its notes and its recording are deleted here, and the recording at the carrier. This cannot be undone."
      action="Delete call"
      disabled={remove.isPending}
      onConfirm={() => remove.mutate()}
    >
      Delete
    </ConfirmButton>
  );
}
