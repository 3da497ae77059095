import { type Contact, type ContactActivity, callLook, listContactActivity } from '@offhook/contract';
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../app/api.ts';
import { spokenDuration } from '../../app/formats.ts';
import { formatNumber } from '../../app/phone.ts';
import { useMay, useSession } from '../../app/session.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { AbsoluteTime, RelativeTime } from '../../ui/time.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { AddNote, DeleteNote } from './contact-notes.tsx';
import { contactQuery } from './queries.ts';

// Below the key of the contact, so that whatever renews the contact renews this too.
const activityQuery = (contactId: string) =>
  infiniteQueryOptions({
    queryKey: [...contactQuery(contactId).queryKey, 'activity'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api(listContactActivity, { params: { contact_id: contactId }, query: { cursor: pageParam, limit: 30 }, signal }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

/** What happened with a contact, newest first: calls with what became of them, notes, and how it came to be here. */
export function ContactTimeline({ contact }: { contact: Contact }) {
  const activity = useInfiniteQuery(activityQuery(contact.id));
  const items = activity.data?.pages.flatMap((page) => page.items);
  const mayWrite = useMay('agent');
  return (
    <section aria-labelledby="activity" className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <h2 id="activity" className="text-base leading-6 font-semibold">
        Activity
      </h2>
      {mayWrite ? <AddNote contactId={contact.id} /> : null}
      {activity.isPending ? <Skeleton rows={4} rowHeight={64} label="Loading the activity" /> : null}
      {activity.isError && !items ? (
        <FailedState what="The activity" error={activity.error} onRetry={() => void activity.refetch()} />
      ) : null}
      {items ? (
        <ol aria-labelledby="activity" className="card divide-y">
          {items.map((item) => (
            <TimelineItem key={item.id} item={item} contactId={contact.id} />
          ))}
          {activity.hasNextPage ? null : <Beginning contact={contact} />}
        </ol>
      ) : null}
      {activity.hasNextPage ? (
        <Button
          className="justify-self-center"
          disabled={activity.isFetchingNextPage}
          onClick={() => void activity.fetchNextPage()}
        >
          {activity.isFetchingNextPage ? 'Loading more…' : 'Show more'}
        </Button>
      ) : null}
    </section>
  );
}

const linkLook = 'inline-flex min-h-6 items-center text-accent-text underline underline-offset-2';

/** The oldest entry: how the contact came to be here. */
function Beginning({ contact: { import_id, created_at, sample } }: { contact: Contact }) {
  const mayOpen = useMay('manager');
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-1 px-4 py-3">
      <p>{import_id ? 'Added by an import' : sample ? 'Added as a sample' : 'Added'}</p>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-[13px] text-muted">
        <AbsoluteTime at={created_at} /> <RelativeTime at={created_at} />
        {import_id && mayOpen ? (
          <Link to="/contacts/import/$importId" params={{ importId: import_id }} className={linkLook}>
            Open import
          </Link>
        ) : null}
      </p>
    </li>
  );
}

function TimelineItem({ item, contactId }: { item: ContactActivity; contactId: string }) {
  const { at, kind, text, call, written_by: author } = item;
  const { country } = useWorkspace();
  const { person } = useSession();
  const direction = call?.direction === 'inbound' ? 'Inbound call from' : 'Outbound call to';
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-1 px-4 py-3">
      <p className="break-words whitespace-pre-line">
        {text ?? (call ? `${direction} ${formatNumber(call.number, country)}` : '')}
      </p>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-[13px] text-muted">
        {call ? <Outcome call={call} /> : null}
        {kind === 'note' && author ? <span>{author.name}</span> : null}
        <AbsoluteTime at={at} /> <RelativeTime at={at} />
        {call ? (
          <Link to="/calls/$callId" params={{ callId: call.id }} className={linkLook}>
            Open call
          </Link>
        ) : null}
        {kind === 'note' && author?.id === person.id ? <DeleteNote contactId={contactId} noteId={item.id} /> : null}
      </p>
    </li>
  );
}

function Outcome({ call }: { call: NonNullable<ContactActivity['call']> }) {
  const { label, tone } = callLook(call.status, call.direction);
  const facts = [
    call.duration_seconds ? spokenDuration(call.duration_seconds) : '',
    call.disposition ?? '',
    call.has_recording ? 'recorded' : '',
  ].filter((fact) => fact !== '');
  return (
    <>
      <Badge tone={tone}>{label}</Badge>
      {facts.length > 0 ? <span>{facts.join(' · ')}</span> : null}
    </>
  );
}
