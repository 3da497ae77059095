import { Link } from '@tanstack/react-router';
import { clockDuration, wordDuration } from '../../app/formats.ts';
import { Badge } from '../../ui/badge.tsx';
import { classNames } from '../../ui/class-names.ts';
import { RelativeTime } from '../../ui/time.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { callerOf } from './caller.ts';
import type { InboxFilters } from './inbox-filters.ts';
import type { Message } from './queries.ts';

/** One message of the list: the dot and bold words say that nobody has heard it. */
export function MessageRow(props: { message: Message; filters: InboxFilters; isOpen: boolean }) {
  const { message, filters, isOpen } = props;
  const { country } = useWorkspace();
  const { is_read: isRead, duration_seconds: seconds } = message;
  return (
    <li>
      <Link
        to="/voicemail"
        search={{ ...filters, m: message.id }}
        data-message={message.id}
        aria-current={isOpen ? 'true' : undefined}
        className={classNames(
          'grid min-h-[68px] grid-cols-[8px_minmax(0,1fr)] content-center gap-x-2.5 px-3 py-2 -outline-offset-2 hover:bg-sunken',
          isOpen && 'bg-selected hover:bg-selected',
        )}
      >
        {isRead ? <span /> : <Dot />}
        <span className="grid min-w-0 gap-0.5">
          <span className={classNames('flex items-baseline justify-between gap-2', !isRead && 'font-semibold')}>
            <span className="truncate">
              {isRead ? null : <span className="sr-only">Unread, </span>}
              {callerOf(message, country)}
            </span>
            <span className="shrink-0 text-xs font-normal text-muted">
              <RelativeTime at={message.created_at} />
            </span>
          </span>
          <span className="flex min-w-0 items-center gap-2 text-[13px] text-muted">
            <span className="tabular shrink-0">
              <span aria-hidden>{clockDuration(seconds)}</span>
              <span className="sr-only">, {wordDuration(seconds)}, </span>
            </span>
            <span className="truncate">{inWords(message)}</span>
            {message.simulated ? (
              <Badge tone="ring" outlined className="ml-auto h-5 px-1.5">
                Simulated
              </Badge>
            ) : null}
          </span>
          {message.transcription ? (
            <span className="truncate text-[13px] text-muted">“{message.transcription.text}”</span>
          ) : null}
        </span>
      </Link>
    </li>
  );
}

function Dot() {
  return <span aria-hidden className="mt-1.5 size-2 rounded-full bg-accent" />;
}

function inWords(message: Message): string {
  const states = { pending: 'Transcribing…', failed: 'Transcription failed' } as const;
  const { transcription_status: status, audio_status: audio, assigned_to: person } = message;
  const parts = [
    message.box.name,
    person ? `for ${person.name}` : '',
    audio === 'arriving' ? 'arriving…' : audio === 'ready' ? '' : 'no audio',
    status === 'pending' || status === 'failed' ? states[status] : '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
