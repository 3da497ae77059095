import * as contract from '@offhook/contract';
import { Answer, type BoundRoute, on } from '#runtime/http/routes';
import type { VirtualDays } from './actions/virtual-days.ts';

export const virtualDayRoutes = (days: VirtualDays): BoundRoute[] => [
  on(
    contract.startVirtualDay,
    async (actor, { params, body }) => new Answer(202, await days.start(actor, params.campaign_id, body)),
  ),
  on(contract.getVirtualDay, async (actor, { params }) => ({
    virtual_day: await days.get(actor, params.campaign_id),
  })),
  on(contract.cancelVirtualDay, async (actor, { params }) => {
    await days.cancel(actor, params.campaign_id);
    return undefined;
  }),
];
