import type { checkCall as checkRoute, GateAnswer, GateKnowledge } from '@offhook/contract';
import { formatId, type Id, parseId } from '@offhook/kit';
import type { z } from 'zod';
import { workspaceOf } from '#features/workspaces';
import type { Actor } from '#runtime/actor';
import { found, Refusal } from '#runtime/refusal';
import { mustBeTimeZone } from '#runtime/time-zone';
import type { Context } from '../../../context.ts';
import type { GateFacts } from '../facts.ts';
import { presentDecision, presentFacts } from '../present-decision.ts';
import type { GateDecision } from '../reasons.ts';
import { callExists, keptDecision } from '../store/gathering.ts';
import { readNumber } from './suppressions.ts';
import { replay, weigh } from './weigh.ts';

/** The decision that a call would get; nothing is dialled or written. */
export async function checkCall(
  ctx: Context,
  actor: Actor,
  wish: z.output<(typeof checkRoute)['body']>,
): Promise<GateAnswer & { facts: GateKnowledge }> {
  if (wish.time_zone !== undefined) mustBeTimeZone(wish.time_zone);
  const campaignId = wish.campaign_id === undefined ? null : found(parseId('campaign', wish.campaign_id));
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const { defaultFromNumber } = await workspaceOf(tx, actor.tenantId);
    const from = wish.from ? await readNumber(tx, actor, wish.from, 'from') : (defaultFromNumber ?? '');
    const asked = {
      ...{ to: await readNumber(tx, actor, wish.to, 'to'), from, purpose: wish.purpose, voice: wish.voice },
      ...{ contactId: null, statedZone: wish.time_zone ?? null, statedRegion: null, campaignId },
    };
    const at = wish.at === undefined ? undefined : new Date(wish.at);
    const [verdict] = await weigh(ctx, tx, actor.tenantId, [asked], { at });
    const { facts, decision } = found(verdict);
    return { ...presentDecision(decision), rules: facts.rules, facts: presentFacts(facts) };
  });
}

interface KeptDecision {
  decision: GateAnswer;
  facts: GateKnowledge;
  override_reason: string | null;
  replayed: GateAnswer;
  same: boolean;
}

/** Why a call was placed, and whether the same would be decided again from what was known then. */
export async function decisionOfCall(ctx: Context, actor: Actor, callId: string): Promise<KeptDecision> {
  const id: Id<'call'> = found(parseId('call', callId));
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const kept = await keptDecision(tx, actor.tenantId, id);
    if (!kept) {
      if (!(await callExists(tx, actor.tenantId, id))) throw new Refusal('request.not_found');
      throw new Refusal('compliance.no_decision', { call_id: formatId('call', id) });
    }
    // Written as these two by whoever placed the call.
    const [facts, decision] = [kept.facts as GateFacts, kept.decision as GateDecision];
    const again = await replay(tx, actor.tenantId, facts);
    return {
      decision: { ...presentDecision(decision), rules: facts.rules },
      facts: presentFacts(facts),
      override_reason: facts.wish.overrideReason ?? null,
      replayed: { ...presentDecision(again), rules: facts.rules },
      same: canonical(again) === canonical(decision),
    };
  });
}

// The database gives the names of an object back in an order of its own.
function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, part) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
