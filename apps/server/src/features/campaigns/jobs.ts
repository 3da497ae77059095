import { type Id, type IdKind, parseId } from '@offhook/kit';
import { z } from 'zod';
import { type JobWork, jobWork } from '#runtime/jobs';
import { found } from '#runtime/refusal';
import type { Context } from '../../context.ts';
import { carryOnAdding } from './actions/add-prospects.ts';
import { carryOnForecast } from './actions/forecast.ts';

const Addition = z.object({ campaign_id: z.string(), addition_id: z.string() });
const DryRun = z.object({ campaign_id: z.string(), run: z.string() });

const read = <Kind extends IdKind>(kind: Kind, text: string): Id<Kind> => found(parseId(kind, text));

export const campaignJobs = (ctx: Context): JobWork[] => [
  jobWork('campaigns.add_prospects', Addition, ({ campaign_id, addition_id }, tenantId) =>
    carryOnAdding(ctx, {
      ...{ tenantId, campaignId: read('campaign', campaign_id), additionId: read('import', addition_id) },
    }),
  ),
  jobWork('campaigns.forecast', DryRun, ({ campaign_id, run }, tenantId) =>
    carryOnForecast(ctx, { tenantId, campaignId: read('campaign', campaign_id), run: read('decision', run) }),
  ),
];
