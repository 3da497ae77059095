import type { OwnNumber, PendingPurchase } from '@offhook/contract';
import * as contract from '@offhook/contract';
import { Answer, type BoundRoute, on } from '#runtime/http/routes';
import { idempotently } from '#runtime/idempotency';
import { changeNumber, type NumberChange } from './actions/change-number.ts';
import { fixNumber } from './actions/check-health.ts';
import { purchaseNumber, tellPurchase } from './actions/purchase-number.ts';
import { getNumber, listNumbers } from './actions/read-numbers.ts';
import { releaseNumber } from './actions/release-number.ts';
import { searchNumbers } from './actions/search-numbers.ts';
import { compareNumbers, syncNumbers } from './actions/sync-numbers.ts';
import { usesOfNumber } from './actions/uses-of-number.ts';
import type { NumberPowers } from './powers.ts';

export const numberRoutes = (ctx: NumberPowers): BoundRoute[] => [
  on(contract.listNumbers, (actor, { query }) => listNumbers(ctx, actor, query)),
  on(contract.searchNumbers, (actor, { query }) => searchNumbers(ctx, actor, query)),
  on(contract.purchaseNumber, (actor, { body }, wire) => {
    const answer = (result: OwnNumber | PendingPurchase) => new Answer('state' in result ? 202 : 201, result);
    const { friendly_name, label = friendly_name, ...rest } = body;
    return idempotently(ctx, actor.tenantId, wire, {
      run: async (idempotencyKey) => answer(await purchaseNumber(ctx, actor, { ...rest, label, idempotencyKey })),
      recover: async (purchaseId) => answer(await tellPurchase(ctx, actor, purchaseId)),
    });
  }),
  on(contract.compareNumbers, (actor) => compareNumbers(ctx, actor)),
  on(contract.syncNumbers, (actor, { body }) => syncNumbers(ctx, actor, body.changes)),
  on(contract.getNumber, (actor, { params }) => getNumber(ctx, actor, params.phone_number)),
  on(contract.changeNumber, (actor, { params, body }) =>
    changeNumber(ctx, actor, params.phone_number, withOurNames(body)),
  ),
  on(contract.usesOfNumber, async (actor, { params }) => ({
    items: await usesOfNumber(ctx, actor, params.phone_number),
  })),
  on(contract.releaseNumber, async (actor, { params, query, body }) => {
    await releaseNumber(ctx, actor, params.phone_number, query.confirm ?? body?.confirm);
    return undefined;
  }),
  on(contract.fixNumber, (actor, { params }) => fixNumber(ctx, actor, params.phone_number)),
];

type S2Change = NumberChange & { friendly_name?: string | undefined; ivr_flow_id?: string | null | undefined };

/** S2's names mean ours; where both stand, ours hold. */
function withOurNames({ friendly_name, ivr_flow_id, ...change }: S2Change): NumberChange {
  const flow = ivr_flow_id === null ? ({ kind: 'none' } as const) : ivr_flow_id && routeTo(ivr_flow_id);
  return {
    ...(friendly_name === undefined ? {} : { label: friendly_name }),
    ...(flow ? { route: flow } : {}),
    ...change,
  };
}

function routeTo(flow_id: string) {
  return { kind: 'flow', flow_id } as const;
}
