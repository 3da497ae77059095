import { type CallDetail, isFinal } from '@offhook/contract';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { money, spokenDuration } from '../../app/formats.ts';
import { formatNumber } from '../../app/phone.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { AbsoluteTime, RelativeTime } from '../../ui/time.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { CallBadge, CallMarks } from './call-badge.tsx';
import { basisWords } from './cost-words.ts';

/** State, parties, times, what it cost, and the carrier's id. */
export function CallFacts({ call }: { call: CallDetail }) {
  return (
    <section aria-label="Facts" className="card grid gap-4 p-4">
      <div className="flex flex-wrap items-center gap-2">
        <p role="status" aria-label="Call status" className="flex flex-wrap items-center gap-2">
          <CallBadge call={call} />
          <CallMarks call={call} />
        </p>
        {call.retry_of ? <RetryOf callId={call.retry_of} /> : null}
      </div>
      {call.error ? (
        <p className="text-danger-text">
          {call.error.message} <span className="text-[13px] text-muted">(code {call.error.code})</span>
        </p>
      ) : null}
      <Facts call={call} />
      {call.call_sid ? (
        <div className="flex flex-wrap items-center gap-2 border-t pt-3 text-[13px]">
          <span className="text-muted">Call SID</span>
          <code className="min-w-0 break-all">{call.call_sid}</code>
          <CopyButton text={call.call_sid} label="Copy SID" />
        </div>
      ) : null}
    </section>
  );
}

function Facts({ call }: { call: CallDetail }) {
  const { country } = useWorkspace();
  return (
    <dl className="grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-3 xs:grid-cols-2 xl:grid-cols-4">
      <Fact name="From">
        <span className="tabular">{formatNumber(call.from_number, country)}</span>
      </Fact>
      <Fact name="To">
        <span className="tabular">{formatNumber(call.to_number, country)}</span>
      </Fact>
      {call.contact ? (
        <Fact name="Contact">
          <Link to="/contacts/$contactId" params={{ contactId: call.contact.id }} className={linkLook}>
            {call.contact.name}
          </Link>
        </Fact>
      ) : null}
      {call.campaign ? (
        <Fact name="Campaign">
          <Link
            to="/campaigns/$campaignId"
            params={{ campaignId: call.campaign.id }}
            search={call.prospect_id ? { tab: 'prospects', p: call.prospect_id } : {}}
            className={linkLook}
          >
            {call.campaign.name}
          </Link>
        </Fact>
      ) : null}
      {call.person ? <Fact name="Placed by">{call.person.name}</Fact> : null}
      <Fact name="Started">
        <AbsoluteTime at={call.created_at} />{' '}
        <span className="text-muted">
          (<RelativeTime at={call.created_at} />)
        </span>
      </Fact>
      <Fact name="Duration">{durationWords(call)}</Fact>
      {call.answered_by ? <Fact name="Answered by">{call.answered_by.replaceAll('_', ' ')}</Fact> : null}
      {call.script ? (
        <Fact name="Script">
          {call.script.name} <span className="text-muted">version {call.script.version}</span>
        </Fact>
      ) : null}
      <Fact name="Cost">
        <Cost call={call} />
      </Fact>
    </dl>
  );
}

const linkLook = 'text-accent-text underline underline-offset-2';

function RetryOf({ callId }: { callId: string }) {
  return (
    <span className="text-[13px] text-muted">
      Placed anew after{' '}
      <Link to="/calls/$callId" params={{ callId }} className={linkLook}>
        an earlier call
      </Link>
    </span>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  );
}

function Cost({ call }: { call: CallDetail }) {
  if (call.cost === null) return isFinal(call.status) ? 'Not known yet' : 'After the call';
  return (
    <>
      <span className="tabular">{money(call.cost, call.currency)}</span>{' '}
      {call.cost_basis ? <span className="text-muted">{basisWords[call.cost_basis].short}</span> : null}
    </>
  );
}

function durationWords(call: CallDetail): string {
  if (call.duration_seconds !== null) return spokenDuration(call.duration_seconds);
  return isFinal(call.status) ? 'Not answered' : 'Still live';
}
