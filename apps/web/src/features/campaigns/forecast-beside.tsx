import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { money } from '../../app/formats.ts';
import { roughMoney } from './campaign-words.ts';
import { type CampaignDetail, forecastQuery } from './queries.ts';
import { ZonedTime } from './zoned-time.tsx';

/** What the dry run foretold, beside what came of it so far. */
export function ForecastBeside({ campaign }: { campaign: CampaignDetail }) {
  const answer = useQuery(forecastQuery(campaign.id)).data;
  if (!answer?.forecast || campaign.started_at === null) return null;
  const { forecast, result } = answer;
  const { expected_calls: calls, expected_cost: cost } = forecast;
  const count = (number: number) => number.toLocaleString('en-US');
  const at = (moment: string | null) =>
    moment ? <ZonedTime at={moment} zone={campaign.settings.time_zone} /> : 'Not yet';
  const rows: [string, ReactNode, ReactNode][] = [
    ['People called', count(forecast.will_be_dialled), count(result.dialled)],
    ['Calls', `${count(calls.likely)} (${count(calls.low)} to ${count(calls.high)})`, count(result.calls)],
    [
      'Cost',
      `${roughMoney(cost.likely, cost.currency)} (${roughMoney(cost.low, cost.currency)} to ${roughMoney(cost.high, cost.currency)})`,
      money(result.cost, cost.currency),
    ],
    ['Finished', forecast.expected_finish_at ? at(forecast.expected_finish_at) : 'Not known', at(result.finished_at)],
  ];
  return (
    <section aria-labelledby="forecast-beside" className="card grid grid-cols-[minmax(0,1fr)] gap-2 p-4">
      <h2 id="forecast-beside" className="text-base leading-6 font-semibold">
        Forecast beside result
      </h2>
      <table className="w-full text-left">
        <thead>
          <tr className="border-b text-[13px]">
            <th scope="col" className="py-1.5 pr-3 font-semibold">
              <span className="sr-only">Figure</span>
            </th>
            <th scope="col" className="py-1.5 pr-3 font-semibold">
              Forecast
            </th>
            <th scope="col" className="py-1.5 font-semibold">
              So far
            </th>
          </tr>
        </thead>
        <tbody className="divide-y">
          {rows.map(([name, foretold, came]) => (
            <tr key={name}>
              <th scope="row" className="py-1.5 pr-3 font-normal text-muted">
                {name}
              </th>
              <td className="tabular py-1.5 pr-3">{foretold}</td>
              <td className="tabular py-1.5 font-medium">{came}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
