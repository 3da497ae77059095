import { type ContactActivity, callLook, listContactActivity } from '@offhook/contract';
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../app/api.ts';
import { spokenDuration } from '../../app/formats.ts';
import { formatNumber } from '../../app/phone.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState, FailedState, Skeleton } from '../../ui/states.tsx';
import { AbsoluteTime, RelativeTime } from '../../ui/time.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
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

/** What happened with a contact, newest first: calls with what became of them, and notes. */
export function ContactTimeline({ contactId }: { contactId: string }) {
  const activity = useInfiniteQuery(activityQuery(contactId));
  const items = activity.data?.pages.flatMap((page) => page.items);
  return (
    <section aria-labelledby="activity" className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <h2 id="activity" className="text-base leading-6 font-semibold">
        Activity
      </h2>
      {activity.isPending ? <Skeleton rows={4} rowHeight={64} label="Loading the activity" /> : null}
      {activity.isError && !items ? (
        <FailedState what="The activity" error={activity.error} onRetry={() => void activity.refetch()} />
      ) : null}
      {items?.length === 0 ? <EmptyState title="No activity yet">Calls leave a note here.</EmptyState> : null}
      {items && items.length > 0 ? (
        <ol aria-labelledby="activity" className="card divide-y">
          {items.map((item) => (
            <TimelineItem key={item.id} item={item} />
          ))}
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

function TimelineItem({ item: { at, text, call } }: { item: ContactActivity }) {
  const { country } = useWorkspace();
  const direction = call?.direction === 'inbound' ? 'Inbound call from' : 'Outbound call to';
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-1 px-4 py-3">
      <p className="break-words whitespace-pre-line">
        {text ?? (call ? `${direction} ${formatNumber(call.number, country)}` : '')}
      </p>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-[13px] text-muted">
        {call ? <Outcome call={call} /> : null}
        <AbsoluteTime at={at} /> <RelativeTime at={at} />
        {call ? (
          <Link
            to="/calls/$callId"
            params={{ callId: call.id }}
            className="inline-flex min-h-6 items-center text-accent-text underline underline-offset-2"
          >
            Open call
          </Link>
        ) : null}
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
