import type { Call } from '@offhook/contract';
import type { Actor } from '#runtime/actor';
import { Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { getCallDetail } from './read.ts';

/** What placing a call came to, for a request that died before it could be answered. */
export async function recoverCall(ctx: Context, actor: Actor, callId: string): Promise<Call> {
  const call = await getCallDetail(ctx, actor, callId);
  if (call.placement !== 'refused') return call;
  const { code, message } = call.error ?? {};
  throw new Refusal('calls.carrier_refused', { reason: message, carrier_code: code, call_id: call.id });
}
