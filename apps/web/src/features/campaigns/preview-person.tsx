import type { Prospect } from '@offhook/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useNow } from '../../app/clock.ts';
import { formatNumber } from '../../app/phone.ts';
import { Badge } from '../../ui/badge.tsx';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { AbsoluteTime } from '../../ui/time.tsx';
import { contactQuery } from '../contacts/queries.ts';
import { useWorkspace } from '../workspaces/workspace.ts';
import { MayBeCalled } from './may-be-called.tsx';
import { ProspectHistory } from './prospect-history.tsx';
import { type CampaignDetail, prospectQuery } from './queries.ts';
import { clockThere } from './zoned-moments.ts';

const mostNotes = 5;

/** All that helps before the call: who and where they are, what was noted, and what came of earlier calls. */
export function PreviewedPerson({ campaign, prospect }: { campaign: CampaignDetail; prospect: Prospect }) {
  const { country } = useWorkspace();
  const nowMs = useNow(20_000);
  const detail = useQuery(prospectQuery(campaign.id, prospect.id));
  const there = clockThere(new Date(nowMs).toISOString(), prospect.zones, nowMs);
  const { contact } = prospect;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-2">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <p role="status" className="grid gap-0.5">
          <span className="text-lg leading-6 font-semibold break-words">{contact?.name ?? 'Deleted contact'}</span>
          <span className="tabular">
            {prospect.phone_number ? formatNumber(prospect.phone_number, country) : 'No number'}
          </span>
          {there ? <span className="text-muted">There it is {there}.</span> : null}
        </p>
        {contact ? <WhatIsKnown contactId={contact.id} /> : null}
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
        {detail.data ? (
          <>
            {detail.data.state === 'waiting' ? <MayBeCalled prospect={detail.data} /> : null}
            <ProspectHistory prospect={detail.data} />
          </>
        ) : detail.isError ? (
          <FailedState what="Earlier calls" error={detail.error} onRetry={() => void detail.refetch()} />
        ) : (
          <Skeleton rows={2} rowHeight={44} label="Loading earlier calls" />
        )}
      </div>
    </div>
  );
}

function WhatIsKnown({ contactId }: { contactId: string }) {
  const contact = useQuery(contactQuery(contactId));
  if (!contact.data)
    return contact.isError ? (
      <FailedState what="The contact" error={contact.error} onRetry={() => void contact.refetch()} />
    ) : (
      <Skeleton rows={2} rowHeight={24} label="Loading tags and notes" />
    );
  const { title, company, tags, activity } = contact.data;
  const work = [title, company].filter(Boolean).join(', ');
  return (
    <>
      {work ? <p className="break-words">{work}</p> : null}
      {tags.length > 0 ? (
        <ul aria-label="Tags" className="flex flex-wrap gap-1.5">
          {tags.map((tag) => (
            <li key={tag} className="max-w-full">
              <Badge className="max-w-full">
                <span className="truncate">{tag}</span>
              </Badge>
            </li>
          ))}
        </ul>
      ) : null}
      {activity.length > 0 ? (
        <ul aria-label="Notes" className="divide-y border-y">
          {activity.slice(0, mostNotes).map(({ id, at, text }) => (
            <li key={id} className="py-1.5 break-words whitespace-pre-line">
              <span className="text-[13px] text-muted">
                <AbsoluteTime at={at} />
              </span>{' '}
              {text}
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-muted">No notes.</p>
      )}
      <Link
        to="/contacts/$contactId"
        params={{ contactId }}
        className="inline-flex min-h-6 items-center justify-self-start text-accent-text underline underline-offset-2"
      >
        {activity.length > mostNotes ? `Contact, with all ${activity.length} notes` : 'Contact'}
      </Link>
    </>
  );
}
