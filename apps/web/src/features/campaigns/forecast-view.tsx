import type { Forecast } from '@offhook/contract';
import { RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { roughMoney } from './campaign-words.ts';
import type { ForecastState } from './use-forecast.ts';
import { ZonedTime } from './zoned-time.tsx';

interface ForecastViewProps {
  forecast: ForecastState;
  /** Of the campaign. */
  zone: string;
  hasPeople: boolean;
  reason: string | undefined;
  onReason: (code: string | undefined) => void;
}

/** The dry run: who would be called and who not, what it would cost and when it would be done. */
export function ForecastView({ forecast, zone, hasPeople, reason, onReason }: ForecastViewProps) {
  const { data, error } = forecast;
  return (
    <section aria-labelledby="forecast" className="card grid grid-cols-[minmax(0,1fr)] gap-4 p-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 id="forecast" className="font-semibold">
          Forecast
        </h3>
        <Button size="small" disabled={forecast.isRunning || !hasPeople} onClick={forecast.run}>
          <RefreshCw size={14} aria-hidden /> Compute again
        </Button>
      </div>
      {error ? <FailedState what="The forecast" error={error} onRetry={forecast.retry} /> : null}
      {!error && !hasPeople ? <p className="text-muted">Add people first; then it is computed here.</p> : null}
      {!error && hasPeople && !data && forecast.isLoading ? (
        <Skeleton rows={4} rowHeight={48} label="Computing the forecast" />
      ) : null}
      {data && hasPeople ? (
        <>
          <p role="status" className="text-base leading-6">
            {data.complete
              ? data.sentence
              : `Computing: ${data.examined.toLocaleString('en-US')} of ${data.prospects.toLocaleString('en-US')} looked at.`}
          </p>
          <Figures forecast={data} zone={zone} />
          <SkippedTable forecast={data} reason={reason} onReason={onReason} />
          <p className="text-[13px] text-muted">
            {data.assumptions} Computed <RelativeTime at={data.as_of} />; nobody was called for it.
          </p>
        </>
      ) : null}
    </section>
  );
}

function Figures({ forecast, zone }: { forecast: Forecast; zone: string }) {
  const { expected_calls: calls, expected_cost: cost } = forecast;
  const count = (number: number) => number.toLocaleString('en-US');
  const between = (low: ReactNode, high: ReactNode) => (
    <>
      between {low} and {high}
    </>
  );
  return (
    <dl className="grid gap-3 xs:grid-cols-2 lg:grid-cols-4">
      <Figure name="Will be called" value={count(forecast.will_be_dialled)}>
        of {count(forecast.prospects)}
      </Figure>
      <Figure name="Calls, with retries" value={`about ${count(calls.likely)}`}>
        {between(count(calls.low), count(calls.high))}
      </Figure>
      <Figure name="Cost" value={`about ${roughMoney(cost.likely, cost.currency)}`}>
        {between(roughMoney(cost.low, cost.currency), roughMoney(cost.high, cost.currency))}
      </Figure>
      <Figure
        name="Done by"
        value={forecast.expected_finish_at ? <ZonedTime at={forecast.expected_finish_at} zone={zone} /> : 'Not known'}
      >
        about {count(forecast.calls_per_day)} a day
        {forecast.first_call_at ? (
          <>
            , first call <ZonedTime at={forecast.first_call_at} zone={zone} />
          </>
        ) : null}
      </Figure>
    </dl>
  );
}

function Figure({ name, value, children }: { name: string; value: ReactNode; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted">{name}</dt>
      <dd>
        <span className="tabular text-base leading-6 font-semibold">{value}</span>
        <span className="tabular block text-[13px] text-muted">{children}</span>
      </dd>
    </div>
  );
}

function SkippedTable(props: {
  forecast: Forecast;
  reason: string | undefined;
  onReason: (code: string | undefined) => void;
}) {
  const { forecast, reason, onReason } = props;
  if (forecast.skipped.length === 0)
    return forecast.complete ? <p className="text-muted">Nobody would be left out.</p> : null;
  return (
    <table className="w-full text-left">
      <caption className="pb-1 text-left text-[13px] font-medium">Who would not be called, and why</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Reason</th>
          <th scope="col">People</th>
          <th scope="col">Show</th>
        </tr>
      </thead>
      <tbody className="divide-y border-y">
        {forecast.skipped.map(({ code, message, rule, prospects }) => (
          <tr key={`${code} ${rule ?? ''}`}>
            <td className="py-1.5 pr-3">
              {message} {rule ? <span className="text-[13px] text-muted">(rule {rule})</span> : null}
            </td>
            <td className="tabular py-1.5 text-right">{prospects.toLocaleString('en-US')}</td>
            <td className="py-1.5 pl-3 text-right">
              <Button
                look="link"
                size="inline"
                aria-label={`Show those: ${message}`}
                aria-pressed={reason === code}
                onClick={() => onReason(reason === code ? undefined : code)}
              >
                Show
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
