import type { VirtualDay } from '@offhook/contract';
import { useQuery } from '@tanstack/react-query';
import { money } from '../../app/formats.ts';
import { count, type ForecastRow, ForecastTable, foretoldCalls, foretoldCost } from '../campaigns/forecast-table.tsx';
import { type CampaignDetail, forecastQuery } from '../campaigns/queries.ts';
import { ZonedTime } from '../campaigns/zoned-time.tsx';

/** What the dry run foretold for everybody, beside what the virtual people did. */
export function DayBesideForecast({ campaign, day }: { campaign: CampaignDetail; day: VirtualDay }) {
  const forecast = useQuery(forecastQuery(campaign.id)).data?.forecast;
  const { totals } = day;
  if (!forecast?.complete || !totals) return null;
  const at = (moment: string | null, otherwise: string) =>
    moment ? <ZonedTime at={moment} zone={day.time_zone} /> : otherwise;
  const rows: ForecastRow[] = [
    ['Calls', foretoldCalls(forecast), count(totals.calls)],
    ['Cost', foretoldCost(forecast), money(totals.cost, totals.currency)],
    [
      'Finished',
      at(forecast.expected_finish_at, 'Not known'),
      at(day.completed_at, `${count(totals.waiting)} still wait`),
    ],
  ];
  return <ForecastTable rows={rows} came="Virtual" caption="Forecast beside the virtual day" />;
}
