import { type Forecast, forecastCampaign } from '@offhook/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api } from '../../app/api.ts';
import { type CampaignDetail, forecastQuery } from './queries.ts';

/** The newest dry run; `startsItself` begins one when there is none that is about the campaign as it is now. */
export function useForecast(campaign: CampaignDetail, startsItself: boolean) {
  const client = useQueryClient();
  const known = useQuery(forecastQuery(campaign.id));
  const run = useMutation({
    mutationFn: () => api(forecastCampaign, { params: { campaign_id: campaign.id } }),
    onSuccess: (forecast) => {
      client.setQueryData(forecastQuery(campaign.id).queryKey, (before) =>
        before ? { ...before, forecast } : undefined,
      );
      return client.invalidateQueries({ queryKey: forecastQuery(campaign.id).queryKey });
    },
  });
  const forecast = known.data?.forecast ?? undefined;
  const isDue = known.isSuccess && campaign.counts.total > 0 && !isAbout(forecast, campaign);
  const begunFor = useRef<string>(undefined);
  const { mutate } = run;
  useEffect(() => {
    const state = `${campaign.id} ${campaign.revision} ${campaign.counts.total}`;
    if (!startsItself || !isDue || begunFor.current === state) return;
    begunFor.current = state;
    mutate();
  }, [startsItself, isDue, campaign.id, campaign.revision, campaign.counts.total, mutate]);
  return {
    data: forecast,
    result: known.data?.result,
    isLoading: known.isPending || (isDue && startsItself && !run.isError),
    isRunning: run.isPending || forecast?.complete === false,
    error: run.error ?? (known.data ? null : known.error),
    run: () => run.mutate(),
    retry: () => (known.isError ? void known.refetch() : run.mutate()),
  };
}

export type ForecastState = ReturnType<typeof useForecast>;

function isAbout(forecast: Forecast | undefined, campaign: CampaignDetail): boolean {
  if (!forecast) return false;
  return forecast.as_of >= campaign.updated_at && forecast.prospects === campaign.counts.total;
}
