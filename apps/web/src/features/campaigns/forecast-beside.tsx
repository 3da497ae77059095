import { useQuery } from '@tanstack/react-query';
import { money } from '../../app/formats.ts';
import { count, type ForecastRow, ForecastTable, foretoldCalls, foretoldCost } from './forecast-table.tsx';
import { type CampaignDetail, forecastQuery } from './queries.ts';
import { ZonedTime } from './zoned-time.tsx';

/** What the dry run foretold, beside what came of it so far. */
export function ForecastBeside({ campaign }: { campaign: CampaignDetail }) {
  const answer = useQuery(forecastQuery(campaign.id)).data;
  if (!answer?.forecast || campaign.started_at === null) return null;
  const { forecast, result } = answer;
  const at = (moment: string | null) =>
    moment ? <ZonedTime at={moment} zone={campaign.settings.time_zone} /> : 'Not yet';
  const rows: ForecastRow[] = [
    ['People called', count(forecast.will_be_dialled), count(result.dialled)],
    ['Calls', foretoldCalls(forecast), count(result.calls)],
    ['Cost', foretoldCost(forecast), money(result.cost, forecast.expected_cost.currency)],
    ['Finished', forecast.expected_finish_at ? at(forecast.expected_finish_at) : 'Not known', at(result.finished_at)],
  ];
  return (
    <section aria-labelledby="forecast-beside" className="card grid grid-cols-[minmax(0,1fr)] gap-2 p-4">
      <h2 id="forecast-beside" className="text-base leading-6 font-semibold">
        Forecast beside result
      </h2>
      <ForecastTable rows={rows} came="So far" caption="Forecast beside result" />
    </section>
  );
}
