import { type CallDetail, type CallLeg, callLook } from '@offhook/contract';
import { spokenDuration } from '../../app/formats.ts';
import { formatNumber } from '../../app/phone.ts';
import { Badge } from '../../ui/badge.tsx';
import { AbsoluteTime } from '../../ui/time.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';

/** Whom the call is connected to, and its legs as a tree. */
export function CallLegs({ call }: { call: CallDetail }) {
  const { country } = useWorkspace();
  if (call.legs.length === 0 && !call.connect) return null;
  return (
    <section aria-labelledby="legs" className="card grid gap-2 p-4">
      <h2 id="legs" className="text-base leading-6 font-semibold">
        Connection
      </h2>
      {call.connect ? <p>{connectWords(call.connect, formatNumber(call.connect.to_number, country))}</p> : null}
      {call.legs.length > 0 ? (
        <ul aria-label="Legs" className="grid gap-1">
          <li>
            <p className="flex flex-wrap items-center gap-x-3">
              <span className="font-medium">The call</span>
              <span className="tabular text-muted">
                {formatNumber(call.from_number, country)} → {formatNumber(call.to_number, country)}
              </span>
            </p>
            <Branch legs={call.legs} parent={call.call_sid ?? ''} />
          </li>
        </ul>
      ) : null}
    </section>
  );
}

function Branch({ legs, parent }: { legs: readonly CallLeg[]; parent: string }) {
  const children = legs.filter((leg) => leg.parent_call_sid === parent && leg.call_sid !== parent);
  if (children.length === 0) return null;
  return (
    <ul className="ml-2 grid gap-2 border-l-2 pt-2 pl-4">
      {children.map((leg) => (
        <li key={leg.call_sid}>
          <Leg leg={leg} />
          <Branch legs={legs} parent={leg.call_sid} />
        </li>
      ))}
    </ul>
  );
}

function Leg({ leg }: { leg: CallLeg }) {
  const { country } = useWorkspace();
  const look = callLook(leg.status, 'outbound');
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="tabular font-medium">{formatNumber(leg.to_number, country)}</span>
        <Badge tone={look.tone}>{look.label}</Badge>
        {leg.duration_seconds === null ? null : (
          <span className="tabular text-[13px] text-muted">{spokenDuration(leg.duration_seconds)}</span>
        )}
      </p>
      <p className="text-[13px] text-muted">
        {leg.accepted_at ? (
          <>
            Took the call with 1 at <AbsoluteTime at={leg.accepted_at} precision="time" />
          </>
        ) : leg.answered_at ? (
          <>
            Picked up at <AbsoluteTime at={leg.answered_at} precision="time" />
          </>
        ) : (
          (leg.error?.message ?? 'Not picked up')
        )}
        {' · '}
        <code className="text-xs break-all">{leg.call_sid}</code>
      </p>
    </>
  );
}

function connectWords({ name, when, accepted }: NonNullable<CallDetail['connect']>, number: string): string {
  const whom = name && name !== number ? `${name} (${number})` : number;
  const moment = when === 'press-1' ? 'when the other end presses 1' : 'after the opening';
  const taken = accepted ? 'The call was taken there.' : 'Nobody has taken it there.';
  return `Connected to ${whom} ${moment}. ${taken}`;
}
