import type { Campaign } from '@offhook/contract';
import { formatId } from '@offhook/kit';
import { namesOfPeople } from '#features/people';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import type { CampaignRow } from '../campaign.ts';
import { doingAt } from '../moment.ts';
import { stateCounts } from '../store/counts.ts';
import { momentOf } from './moment.ts';

export async function presentCampaigns(ctx: Context, tx: Tx, campaigns: readonly CampaignRow[]): Promise<Campaign[]> {
  const counts = await stateCounts(
    tx,
    campaigns.map(({ id }) => id),
  );
  const names = await namesOfPeople(
    tx,
    campaigns.flatMap(({ createdBy }) => createdBy ?? []),
  );
  const presented: Campaign[] = [];
  for (const campaign of campaigns) {
    const { id, createdBy, startedAt, completedAt, pausedBecause, createdAt, updatedAt } = campaign;
    const creator = createdBy && names.get(createdBy);
    presented.push({
      id: formatId('campaign', id),
      ...{ name: campaign.name, status: campaign.status, paused_because: pausedBecause },
      ...{ settings: campaign.settings, revision: campaign.revision, metadata: campaign.metadata },
      counts: counts.get(id) ?? { total: 0, waiting: 0, dialling: 0, done: 0, skipped: 0 },
      ...(await doing(ctx, tx, campaign)),
      created_by: createdBy && creator ? { id: formatId('person', createdBy), name: creator } : null,
      created_at: createdAt.toISOString(),
      updated_at: updatedAt.toISOString(),
      started_at: startedAt?.toISOString() ?? null,
      completed_at: completedAt?.toISOString() ?? null,
    });
  }
  return presented;
}

async function doing(ctx: Context, tx: Tx, campaign: CampaignRow): Promise<Pick<Campaign, 'calling' | 'next_call_at'>> {
  // The others need no look at any clock.
  if (campaign.status !== 'running' && campaign.status !== 'scheduled') {
    return { calling: 'not-running', next_call_at: null };
  }
  const { calling, nextCallAt } = doingAt(await momentOf(ctx, tx, campaign));
  return { calling, next_call_at: nextCallAt?.toISOString() ?? null };
}

export async function presentOne(ctx: Context, tx: Tx, campaign: CampaignRow): Promise<Campaign> {
  const [presented] = await presentCampaigns(ctx, tx, [campaign]);
  if (!presented) throw new Error('one campaign in, one campaign out');
  return presented;
}
