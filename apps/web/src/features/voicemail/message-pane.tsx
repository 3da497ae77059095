import type { VoicemailMessageDetail } from '@offhook/contract';
import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { spokenDuration } from '../../app/formats.ts';
import { formatNumber } from '../../app/phone.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { AbsoluteTime } from '../../ui/time.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { callerOf, canCallBack } from './caller.ts';
import { MessageActions } from './message-actions.tsx';
import { MessageAudio } from './message-audio.tsx';
import { MessageNotices } from './message-notices.tsx';
import { MessageTranscript } from './message-transcript.tsx';
import type { Inbox } from './use-inbox.ts';

/** The message that is open; beside the list where there is room, else in its place. */
export function MessagePane({ inbox, onClose }: { inbox: Inbox; onClose: () => void }) {
  const { openId, open, detail } = inbox;
  if (!openId)
    return (
      <div className="card grid min-h-60 content-center justify-items-center gap-1 p-6 text-center text-muted max-md:hidden">
        <p>Choose a message to hear it.</p>
        <p className="text-[13px]">J and K go through the list, Enter plays.</p>
      </div>
    );
  return (
    <div className="grid min-w-0 gap-3 md:sticky md:top-16 md:max-h-[calc(100dvh-7rem)] md:overflow-y-auto">
      <Button look="ghost" className="justify-self-start md:hidden" onClick={onClose}>
        <ArrowLeft size={16} aria-hidden /> All messages
      </Button>
      {open ? <OpenMessage key={open.id} message={open} inbox={inbox} /> : null}
      {detail.isPending ? <Skeleton rows={4} rowHeight={64} label="Loading the message" /> : null}
      {detail.isError && !open ? (
        <FailedState what="This message" error={detail.error} onRetry={() => void detail.refetch()} />
      ) : null}
    </div>
  );
}

function OpenMessage({ message, inbox }: { message: VoicemailMessageDetail; inbox: Inbox }) {
  const { country } = useWorkspace();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // In place of the list the focus would be lost with the row that was pressed.
    if (matchMedia('(max-width: 767px)').matches) heading.current?.focus();
  }, []);
  return (
    <section aria-labelledby="message" className="card grid grid-cols-[minmax(0,1fr)] gap-4 p-4">
      <div className="grid gap-1">
        <div className="flex flex-wrap items-center gap-2">
          <h2
            id="message"
            ref={heading}
            tabIndex={-1}
            className="min-w-0 text-base leading-6 font-semibold break-words outline-none"
          >
            {message.contact ? (
              <Link to="/contacts/$contactId" params={{ contactId: message.contact.id }} className="hover:underline">
                {message.contact.name}
              </Link>
            ) : (
              callerOf(message, country)
            )}
          </h2>
          {message.is_read ? null : <Badge tone="info">Unread</Badge>}
          {message.is_archived ? <Badge>Archived</Badge> : null}
          {message.is_deleted ? <Badge tone="danger">Deleted</Badge> : null}
          {message.simulated ? (
            <Badge tone="ring" outlined>
              Simulated
            </Badge>
          ) : null}
        </div>
        <Facts message={message} />
      </div>
      <MessageAudio message={message} inbox={inbox} />
      <MessageTranscript message={message} />
      <MessageActions message={message} inbox={inbox} />
      <MessageNotices notices={message.notices} />
      {message.delete_after ? (
        <p className="text-xs text-muted">
          Deleted for good on <AbsoluteTime at={message.delete_after} precision="full" />, here and at the carrier.
        </p>
      ) : null}
    </section>
  );
}

function Facts({ message }: { message: VoicemailMessageDetail }) {
  const { country } = useWorkspace();
  const { from_number: from, to_number: to } = message;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-[13px] text-muted">
      {canCallBack(from) ? (
        <span className="flex items-center gap-2">
          {message.contact ? <span className="tabular text-fg">{formatNumber(from, country)}</span> : null}
          <CopyButton text={from} label="Copy number" look="link" size="inline" />
        </span>
      ) : null}
      <span>
        to <span className="tabular">{formatNumber(to, country)}</span>, box {message.box.name}
      </span>
      <span>
        <AbsoluteTime at={message.created_at} precision="full" />
      </span>
      <span>{spokenDuration(message.duration_seconds)}</span>
      <Link
        to="/calls/$callId"
        params={{ callId: message.call_id }}
        className="inline-flex min-h-6 items-center text-accent-text underline underline-offset-2"
      >
        Open call
      </Link>
    </div>
  );
}
