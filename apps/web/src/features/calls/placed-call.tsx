import { type Call, callLook, isFinal } from '@offhook/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { spokenDuration } from '../../app/formats.ts';
import { formatNumber } from '../../app/phone.ts';
import { useMay } from '../../app/session.ts';
import { useWorkspace } from '../workspaces/workspace.ts';
import { CallBadge, CallMarks } from './call-badge.tsx';
import { otherParty } from './call-party.ts';
import { HangUpButton } from './hang-up.tsx';
import { PlacedCallRecording } from './placed-call-recording.tsx';
import { PlacedCallWrapUp } from './placed-call-wrap-up.tsx';
import { usePollWhileOffline } from './poll-while-offline.ts';
import { callQuery } from './queries.ts';

interface PlacedCallProps {
  placed: Call;
  /** What comes after the call was written up, or left as it is. */
  onDone: () => void;
  doneLabel: string;
}

/** What becomes of the call that was just placed; changes are read out. Once it is over, what it came to is asked for. */
export function PlacedCall({ placed, onDone, doneLabel }: PlacedCallProps) {
  const { country } = useWorkspace();
  const mayWrite = useMay('agent');
  const detail = useQuery({ ...callQuery(placed.id), refetchInterval: usePollWhileOffline() });
  const call: Call = detail.data ?? placed;
  const { label } = callLook(call.status, call.direction);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2 rounded-lg bg-sunken p-3">
      <p role="status" aria-label="Call status" className="text-[13px]">
        <span className="font-medium">{label}</span> · {otherParty(call, country)}
        {isFinal(call.status) && call.duration_seconds ? ` · ${spokenDuration(call.duration_seconds)}` : ''}
        {call.simulated ? <span className="sr-only"> · simulated: nobody is really called</span> : null}
      </p>
      {call.error ? <p className="text-[13px] text-danger-text">{call.error.message}</p> : null}
      <ConnectLine call={call} />
      <DropLine call={call} />
      <div className="flex flex-wrap items-center gap-2">
        <CallBadge call={call} />
        <CallMarks call={call} />
        <PlacedCallRecording call={call} />
        <span className="ml-auto flex items-center gap-2">
          <Link
            to="/calls/$callId"
            params={{ callId: call.id }}
            className="inline-flex min-h-7 items-center text-accent-text underline underline-offset-2"
          >
            Open call
          </Link>
          <HangUpButton call={call} size="small" />
        </span>
      </div>
      {isFinal(call.status) && mayWrite ? <PlacedCallWrapUp call={call} onDone={onDone} doneLabel={doneLabel} /> : null}
    </div>
  );
}

function ConnectLine({ call: { connect, status } }: { call: Call }) {
  const { country } = useWorkspace();
  if (!connect) return null;
  const number = formatNumber(connect.to_number, country);
  const phone = connect.name === connect.to_number ? number : `${connect.name} at ${number}`;
  const words = connect.accepted
    ? `Connected to ${phone}`
    : isFinal(status)
      ? `Not connected to ${phone}`
      : connect.when === 'press-1'
        ? `Connects to ${phone} when 1 is pressed`
        : `Connects to ${phone} after the message`;
  return <p className="text-[13px] text-muted">{words}</p>;
}

const dropWords = {
  waiting: 'is left if a machine answers',
  playing: 'is being left',
  complete: 'was left completely',
  truncated: 'was cut off',
  'not-left': 'was not left',
};

function DropLine({ call: { voicemail_drop: drop } }: { call: Call }) {
  if (!drop) return null;
  return (
    <p className="text-[13px] text-muted">
      Voicemail drop “{drop.name}” {dropWords[drop.outcome]}
    </p>
  );
}
