import type { VirtualDay } from '@offhook/contract';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { money } from '../../app/formats.ts';
import { roughMoney } from '../campaigns/campaign-words.ts';
import { type CampaignDetail, forecastQuery } from '../campaigns/queries.ts';
import { ZonedTime } from '../campaigns/zoned-time.tsx';

/** What the dry run foretold for everybody, beside what the virtual people did. */
export function DayBesideForecast({ campaign, day }: { campaign: CampaignDetail; day: VirtualDay }) {
  const forecast = useQuery(forecastQuery(campaign.id)).data?.forecast;
  const { totals } = day;
  if (!forecast?.complete || !totals) return null;
  const { expected_calls: calls, expected_cost: cost } = forecast;
  const count = (number: number) => number.toLocaleString('en-US');
  const at = (moment: string | null, otherwise: string) =>
    moment ? <ZonedTime at={moment} zone={day.time_zone} /> : otherwise;
  const rows: [string, ReactNode, ReactNode][] = [
    ['Calls', `${count(calls.likely)} (${count(calls.low)} to ${count(calls.high)})`, count(totals.calls)],
    [
      'Cost',
      `${roughMoney(cost.likely, cost.currency)} (${roughMoney(cost.low, cost.currency)} to ${roughMoney(cost.high, cost.currency)})`,
      money(totals.cost, totals.currency),
    ],
    [
      'Finished',
      at(forecast.expected_finish_at, 'Not known'),
      at(day.completed_at, `${count(totals.waiting)} still wait`),
    ],
  ];
  return (
    <table className="w-full text-left">
      <caption className="sr-only">Forecast beside the virtual day</caption>
      <thead>
        <tr className="border-b text-[13px]">
          <th scope="col" className="py-1.5 pr-3 font-semibold">
            <span className="sr-only">Figure</span>
          </th>
          <th scope="col" className="py-1.5 pr-3 font-semibold">
            Forecast
          </th>
          <th scope="col" className="py-1.5 font-semibold">
            Virtual
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
  );
}
