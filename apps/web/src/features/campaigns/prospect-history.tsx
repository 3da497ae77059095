import { Link } from '@tanstack/react-router';
import { clockDuration } from '../../app/formats.ts';
import { AbsoluteTime } from '../../ui/time.tsx';
import { CallBadge, CallMarks } from '../calls/call-badge.tsx';
import { outcomeLabels } from './campaign-words.ts';
import type { ProspectDetail } from './queries.ts';

/** Every attempt, newest first, with the rules under which it was allowed. */
export function ProspectHistory({ prospect }: { prospect: ProspectDetail }) {
  return (
    <section aria-labelledby="attempts" className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <h3 id="attempts" className="font-semibold">
        Attempts
      </h3>
      {prospect.history.length === 0 ? <p className="text-muted">Not called yet.</p> : null}
      <ol className="grid grid-cols-[minmax(0,1fr)] divide-y border-y empty:border-0">
        {prospect.history.map(({ call, outcome, rules }) => (
          <li key={call.id} className="grid grid-cols-[minmax(0,1fr)] gap-1 py-2">
            <div className="flex flex-wrap items-center gap-2">
              <Link
                to="/calls/$callId"
                params={{ callId: call.id }}
                className="inline-flex min-h-6 items-center text-accent-text underline underline-offset-2"
              >
                <AbsoluteTime at={call.created_at} />
              </Link>
              <CallBadge call={call} />
              <CallMarks call={call} />
            </div>
            <p className="text-[13px] text-muted">
              {outcome ? outcomeLabels[outcome] : 'Under way'}
              {call.answered_at && call.duration_seconds !== null
                ? `, talked ${clockDuration(call.duration_seconds)}`
                : ''}
              {rules.length > 0 ? `. Allowed under ${rules.join(', ')}.` : ''}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
