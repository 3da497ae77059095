import type { Call } from '@offhook/contract';
import { CircleDot, Pause, PhoneForwarded, Voicemail } from 'lucide-react';
import { Badge } from '../../ui/badge.tsx';

/** What else goes on in a live call: it is recorded, somebody is connected, a voicemail drop is left. */
export function LiveSigns({ call }: { call: Call }) {
  const recording = call.recording?.status === 'in-progress' ? call.recording : undefined;
  const drop = call.voicemail_drop;
  return (
    <>
      {recording ? (
        <Badge tone={recording.paused ? 'hold' : 'danger'}>
          {recording.paused ? <Pause size={14} aria-hidden /> : <CircleDot size={14} aria-hidden />}
          {recording.paused ? 'Rec. paused' : 'REC'}
        </Badge>
      ) : null}
      {call.connect?.accepted ? (
        <Badge tone="info" title={`Connected to ${call.connect.name || call.connect.to_number}`}>
          <PhoneForwarded size={14} aria-hidden /> Connected
        </Badge>
      ) : null}
      {drop && (drop.outcome === 'playing' || drop.outcome === 'complete') ? (
        <Badge tone="info" title={drop.name}>
          <Voicemail size={14} aria-hidden /> {drop.outcome === 'playing' ? 'Leaving a drop' : 'Drop left'}
        </Badge>
      ) : null}
    </>
  );
}
