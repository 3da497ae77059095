import type { DialLimits } from '@offhook/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { LimitsDialog } from './limits-dialog.tsx';
import { limitsQuery } from './queries.ts';
import { lineTypeWords } from './rule-words.ts';

/** What keeps fraud and slips small: it holds for every call. */
export function LimitsCard() {
  const limits = useQuery(limitsQuery);
  const isAdmin = useMay('admin');
  const [isChanging, setChanging] = useState(false);
  return (
    <section aria-labelledby="limits" className="card grid gap-3 p-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="grid gap-0.5">
          <h2 id="limits" className="text-base leading-6 font-semibold">
            Limits
          </h2>
          <p className="text-[13px] text-muted">For every call, personal ones too: against fraud and slips.</p>
        </div>
        {isAdmin && limits.data ? <Button onClick={() => setChanging(true)}>Change limits</Button> : null}
      </div>
      {limits.isPending ? <Skeleton rows={5} rowHeight={24} label="Loading the limits" /> : null}
      {limits.isError && !limits.data ? (
        <FailedState what="The limits" error={limits.error} onRetry={() => void limits.refetch()} />
      ) : null}
      {limits.data ? <LimitRows limits={limits.data} /> : null}
      {isChanging && limits.data ? <LimitsDialog limits={limits.data} onClose={() => setChanging(false)} /> : null}
    </section>
  );
}

function LimitRows({ limits }: { limits: DialLimits }) {
  const { countries, countries_now, number_types_denied, max_price_per_minute, calls_per_minute } = limits;
  const names = countries_now.map(({ name }) => name).join(', ') || 'None';
  const rows: [string, string][] = [
    ['Countries', countries ? names : `${names} (your own, and those whose rules are known)`],
    ['Never called', number_types_denied.map((each) => lineTypeWords[each]).join(', ') || 'No kind of number'],
    ['A minute costs at most', max_price_per_minute ? `$${max_price_per_minute}` : 'No limit'],
    ['Calls a minute', `${calls_per_minute ?? 'No limit'} (${limits.calls_last_minute} in the last minute)`],
    [
      'Spending a day',
      `${limits.spend_per_day ? `$${limits.spend_per_day}` : 'No limit'} ($${limits.spent_today} today)`,
    ],
    [
      'Time zone of a contact',
      limits.address_only ? 'The stated one alone' : 'The stated one, and those of the number beside it',
    ],
  ];
  return (
    <>
      <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-[max-content_minmax(0,1fr)]">
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="mb-2 break-words sm:mb-0">{value}</dd>
          </div>
        ))}
      </dl>
      {limits.changed ? (
        <p className="text-[13px] text-muted">
          Changed by {limits.changed.by}, <RelativeTime at={limits.changed.at} />: {limits.changed.reason}
        </p>
      ) : null}
    </>
  );
}
