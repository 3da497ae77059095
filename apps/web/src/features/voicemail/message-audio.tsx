import type { VoicemailMessageDetail } from '@offhook/contract';
import { LoaderCircle, VolumeX } from 'lucide-react';
import { useMay } from '../../app/session.ts';
import { MessagePlayer } from './message-player.tsx';
import type { Inbox } from './use-inbox.ts';

/** The player of a message, or why it cannot be heard. */
export function MessageAudio({ message, inbox }: { message: VoicemailMessageDetail; inbox: Inbox }) {
  const mayWrite = useMay('agent');
  const heard = () => {
    if (mayWrite && !message.is_read) void inbox.changes.read(message, true);
  };
  if (message.audio_status === 'ready')
    return <MessagePlayer message={message} onAudio={inbox.setAudio} onToggle={inbox.play} onHeard={heard} />;
  const arriving = message.audio_status === 'arriving';
  const Icon = arriving ? LoaderCircle : VolumeX;
  return (
    <p role="status" className="flex min-h-16 items-center gap-2 rounded-lg bg-sunken px-3 py-2 text-muted">
      <Icon size={16} aria-hidden className="shrink-0" />
      {message.audio_note ??
        (arriving
          ? 'The recording is on its way from the carrier; it can be heard as soon as it is here.'
          : 'The recording cannot be heard.')}
    </p>
  );
}
