import {
  activateCampaign,
  archiveCampaign,
  type Campaign,
  createCampaign,
  deleteCampaign,
  endCampaign,
  pauseCampaign,
} from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../../app/api.ts';
import { sayDone, sayFailed } from '../../ui/toasts.tsx';
import { underWayInWords } from './campaign-words.ts';
import { campaignKeys } from './queries.ts';

/** What can be done with a campaign as a whole. */
export function useCampaignActs(campaign: Pick<Campaign, 'id' | 'name'>) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const params = { campaign_id: campaign.id };
  const renew = () => client.invalidateQueries({ queryKey: campaignKeys.all });
  const told = {
    onError: (error: unknown) => {
      sayFailed(error);
      void renew();
    },
  };

  const start = useMutation({
    mutationFn: (body: { confirm_pacing?: boolean }) => api(activateCampaign, { params, body }),
    onSuccess: ({ status }) => {
      sayDone(status === 'scheduled' ? `${campaign.name} is scheduled.` : `${campaign.name} is running.`);
      return renew();
    },
    ...told,
  });
  const pause = useMutation({
    mutationFn: () => api(pauseCampaign, { params, body: {} }),
    onSuccess: ({ counts }) => {
      sayDone(`${campaign.name} is paused. ${underWayInWords(counts.dialling)}`);
      return renew();
    },
    ...told,
  });
  const end = useMutation({
    mutationFn: () => api(endCampaign, { params }),
    onSuccess: () => {
      sayDone(`${campaign.name} is completed.`);
      return renew();
    },
    ...told,
  });
  const archive = useMutation({
    mutationFn: () => api(archiveCampaign, { params }),
    onSuccess: () => {
      sayDone(`${campaign.name} was archived. Its history stays under Archived.`);
      return renew();
    },
    ...told,
  });
  const copy = useMutation({
    mutationFn: () =>
      api(createCampaign, { body: { name: `Copy of ${campaign.name}`.slice(0, 120), copy_of: campaign.id } }),
    onSuccess: async ({ id }) => {
      sayDone('The settings were copied. Choose whom to call.');
      await renew();
      await navigate({ to: '/campaigns/$campaignId/edit/$step', params: { campaignId: id, step: 'audience' } });
    },
    ...told,
  });
  const remove = useMutation({
    mutationFn: () => api(deleteCampaign, { params }),
    onSuccess: async () => {
      sayDone(`${campaign.name} was deleted.`);
      await navigate({ to: '/campaigns' });
      client.removeQueries({ queryKey: campaignKeys.of(campaign.id) });
      await renew();
    },
    ...told,
  });
  const isBusy = [start, pause, end, archive, copy, remove].some(({ isPending }) => isPending);
  return { start, pause, end, archive, copy, remove, isBusy };
}

export type CampaignActs = ReturnType<typeof useCampaignActs>;
