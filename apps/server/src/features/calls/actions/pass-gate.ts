import type { Id } from '@offhook/kit';
import { formatId } from '@offhook/kit';
import { note } from '#features/audit';
import { type CallVoice, type CallWishFacts, strictestOf, type Verdict, weigh, wordsOf } from '#features/compliance';
import { settingOf } from '#features/settings';
import type { Actor } from '#runtime/actor';
import { mustBeAllowed } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import type { CallWish } from '../wish.ts';
import type { Parties } from './read-parties.ts';

/** A verdict that let a call pass. */
export type Passed = Verdict & { decision: { allowed: true } };

/** Asks the gate about both legs of a call; refuses with the first reason, the lasting ones first. */
export async function passGate(
  ctx: Context,
  tx: Tx,
  actor: Actor,
  { wish, parties, callId }: { wish: CallWish; parties: Parties; callId: Id<'call'> },
): Promise<Passed> {
  const { override_reason: overrideReason } = wish;
  if (overrideReason !== undefined) mustBeAllowed(actor, { role: 'manager', scope: 'compliance.write' });
  const legs = await legsOf(tx, wish, parties);
  const verdicts = await weigh(ctx, tx, actor.tenantId, legs, {
    mayOverride: overrideReason !== undefined,
    places: true,
  });
  for (const [index, { decision }] of verdicts.entries()) {
    if (decision.allowed) continue;
    const [reason] = decision.reasons;
    const { code, rule, until } = found(reason);
    const field = index === 0 ? 'to' : 'connect.phone';
    throw new Refusal(code, { field, ...wordsOf(found(reason)), rule, until });
  }
  const { facts, decision } = found(verdicts[0]);
  if (!decision.allowed) throw new Error('a call that was refused passed the gate');
  if (decision.overridden.length > 0) {
    const overridden = decision.overridden.map(({ code, rule }) => (rule === null ? code : `${code} ${rule}`));
    await note(ctx, tx, actor, 'calls.gate_overridden', formatId('call', callId), {
      reason: overrideReason,
      overridden,
    });
  }
  return { facts, decision };
}

async function legsOf(tx: Tx, wish: CallWish, { to, from, contact, connect }: Parties): Promise<CallWishFacts[]> {
  const leg: CallWishFacts = {
    ...{ to, from, voice: voiceOf(wish), campaignId: null, overrideReason: wish.override_reason },
    purpose: wish.purpose ?? (await settingOf(tx, 'single_call_purpose')),
    ...{ contactId: contact?.id ?? null, statedZone: contact?.timeZone ?? null, statedRegion: contact?.region ?? null },
  };
  if (!connect) return [leg];
  const colleague = { contactId: null, statedZone: null, statedRegion: null, overrideReason: undefined };
  return [leg, { ...leg, ...colleague, to: connect.to, connectedTo: to, purpose: 'personal', voice: 'live' }];
}

/**
 * The strictest voice that may be heard; a text that is read out is a machine's. Whoever is connected at once hears a
 * person, unless the caller has something said first; our own words that ask them to hold are not counted.
 */
function voiceOf({ audio_url, message, script_id, flow_id, voicemail_drop_id, connect }: CallWish): CallVoice {
  const isSaid = [message, script_id, flow_id].some((each) => each !== undefined);
  const isDirect = connect?.when === 'always' && !isSaid;
  const opening = audio_url !== undefined ? 'prerecorded' : isDirect ? 'live' : 'artificial';
  return strictestOf([opening, ...(voicemail_drop_id === undefined ? [] : (['prerecorded'] as const))]);
}
