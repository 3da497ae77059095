import { Link } from '@tanstack/react-router';
import { CircleCheck, CircleX } from 'lucide-react';
import { useNow } from '../../app/clock.ts';
import { AbsoluteTime } from '../../ui/time.tsx';
import { ruleIdOf } from '../compliance/rule-words.ts';
import type { ProspectDetail } from './queries.ts';
import { clockThere } from './zoned-moments.ts';

/** The answer of the gate for this moment, in words. */
export function MayBeCalled({ prospect }: { prospect: ProspectDetail }) {
  const { now, zones } = prospect;
  const nowMs = useNow(20_000);
  const Icon = now.allowed ? CircleCheck : CircleX;
  return (
    <section aria-label="May be called now?" className="grid gap-1 rounded-lg border p-3">
      <p className="flex items-center gap-2 font-medium">
        <Icon size={16} aria-hidden /> {now.allowed ? 'May be called now' : 'May not be called now'}
      </p>
      {now.reasons.map((reason) => (
        <p key={reason.message} className="text-[13px]">
          {reason.message} <Rules reason={reason} />
          {reason.until && reason.until !== now.next_at ? (
            <span className="text-muted">
              {' '}
              Holds until <AbsoluteTime at={reason.until} precision="full" />.
            </span>
          ) : null}
        </p>
      ))}
      {!now.allowed ? (
        <p className="text-[13px] text-muted">
          {now.next_at ? `Next: ${clockThere(now.next_at, zones, nowMs)}.` : 'Never, as things are.'}
        </p>
      ) : null}
    </section>
  );
}

/** The rules that say so, with their versions; each leads to its text. */
function Rules({ reason: { rule, other_rules = [] } }: { reason: ProspectDetail['now']['reasons'][number] }) {
  return [...(rule ? [rule] : []), ...other_rules].map((each) => (
    <Link
      key={each}
      to="/compliance"
      hash={`rule-${ruleIdOf(each)}`}
      className="mr-2 inline-flex min-h-6 items-center text-accent-text underline underline-offset-2"
    >
      Rule {each}
    </Link>
  ));
}
