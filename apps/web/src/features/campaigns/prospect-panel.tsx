import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useNow } from '../../app/clock.ts';
import { formatNumber } from '../../app/phone.ts';
import { useMay } from '../../app/session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { MayBeCalled } from './may-be-called.tsx';
import { ProspectActs } from './prospect-acts.tsx';
import { NextCall, ProspectStateBadge } from './prospect-cells.tsx';
import { ProspectHistory } from './prospect-history.tsx';
import { type CampaignDetail, type ProspectDetail, prospectQuery } from './queries.ts';
import { clockThere } from './zoned-moments.ts';

interface ProspectPanelProps {
  campaign: CampaignDetail;
  prospectId: string;
  onClose: () => void;
}

/** One prospect at the side: every attempt, whether a call would be allowed now, and what can be done. */
export function ProspectPanel({ campaign, prospectId, onClose }: ProspectPanelProps) {
  const prospect = useQuery(prospectQuery(campaign.id, prospectId));
  const mayCall = useMay('agent');
  const { data } = prospect;
  return (
    <Dialog
      onClose={onClose}
      title={data ? (data.contact?.name ?? 'Deleted contact') : 'Prospect'}
      className="top-0 right-0 left-auto h-dvh max-h-dvh w-[min(440px,100vw)] translate-x-0 content-start rounded-none"
    >
      {prospect.isPending ? <Skeleton rows={6} rowHeight={40} label="Loading the prospect" /> : null}
      {prospect.isError && !data ? (
        <FailedState what="The prospect" error={prospect.error} onRetry={() => void prospect.refetch()} />
      ) : null}
      {data ? (
        <>
          <Facts prospect={data} />
          <MayBeCalled prospect={data} />
          {mayCall ? <ProspectActs campaign={campaign} prospect={data} onGone={onClose} /> : null}
          <ProspectHistory prospect={data} />
        </>
      ) : null}
    </Dialog>
  );
}

function Facts({ prospect }: { prospect: ProspectDetail }) {
  const { country } = useWorkspace();
  const nowMs = useNow(20_000);
  const there = clockThere(new Date(nowMs).toISOString(), prospect.zones, nowMs);
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-1.5">
      <Fact name="State">
        <ProspectStateBadge prospect={prospect} />
      </Fact>
      <Fact name="Number">
        <span className="tabular">
          {prospect.phone_number ? formatNumber(prospect.phone_number, country) : 'No number'}
        </span>{' '}
        {prospect.contact ? (
          <Link
            to="/contacts/$contactId"
            params={{ contactId: prospect.contact.id }}
            className="text-accent-text underline underline-offset-2"
          >
            Contact
          </Link>
        ) : null}
      </Fact>
      {there ? <Fact name="Time there">{there}</Fact> : null}
      {prospect.state === 'waiting' ? (
        <Fact name="Next call">
          <NextCall prospect={prospect} />
        </Fact>
      ) : null}
      {prospect.variant ? <Fact name="Variant">{prospect.variant.toUpperCase()}</Fact> : null}
      {prospect.reason ? <Fact name="Reason">{prospect.reason.message}</Fact> : null}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-[13px] text-muted">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
