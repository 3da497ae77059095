import type { FarEnd } from '@offhook/contract';
import { formatId } from '@offhook/kit';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { callIdsBySid, getCallDetail } from '#features/calls';
import { readPhone } from '#features/numbers';
import { connectionFor, workspaceOf } from '#features/workspaces';
import { emulatorHandset, type Handset, type FarEnd as HandsetFarEnd } from '#providers/handset';
import type { Actor } from '#runtime/actor';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../context.ts';
import { type ActWords, readAct } from './act.ts';

const patienceMs = 10_000;

interface Replayed {
  response_status: number;
  response_body: string;
  milliseconds: number;
}

export async function listFarEnds(ctx: Context, actor: Actor): Promise<FarEnd[]> {
  const handset = await handsetOf(ctx, actor);
  return present(ctx, actor, await ctx.clock.during(handset.farEnds()));
}

export async function actAsFarEnd(ctx: Context, actor: Actor, callSid: string, words: ActWords): Promise<FarEnd> {
  const handset = await handsetOf(ctx, actor);
  const known = await ctx.db.asTenant(actor.tenantId, (tx) => callIdsBySid(tx, [callSid]));
  if (!known.has(callSid)) throw new Refusal('request.not_found');
  const result = await ctx.clock.during(handset.act(callSid, readAct(words)));
  if ('refused' in result) throw new Refusal('simulator.refused', { reason: result.refused });
  await ctx.db.asTenant(actor.tenantId, (tx) =>
    ctx.outbox.publish(tx, actor.tenantId, { type: 'far_end.played', call_sid: callSid }),
  );
  const [farEnd] = await present(ctx, actor, [result]);
  if (!farEnd) throw new Refusal('request.not_found');
  return farEnd;
}

/** Somebody outside calls the workspace's number. */
export async function callIn(
  ctx: Context,
  actor: Actor,
  call: { from: string; to?: string | undefined },
): Promise<{ call_sid: string }> {
  const handset = await handsetOf(ctx, actor);
  const { country, defaultFromNumber } = await ctx.db.asTenant(actor.tenantId, (tx) => workspaceOf(tx, actor.tenantId));
  const typed = call.to ?? defaultFromNumber;
  if (!typed) throw new Refusal('calls.from_missing');
  const [from, to] = [readNumber('from', call.from, country), readNumber('to', typed, country)];
  const webhook = (path: string) => `${ctx.publicUrl()}/api/voice/webhooks/${path}`;
  const urls = { voiceUrl: webhook('twiml/inbound'), statusUrl: webhook('status') };
  const result = await ctx.clock.during(handset.callIn({ from, to, ...urls }));
  if ('refused' in result) throw new Refusal('simulator.refused', { reason: result.refused });
  return { call_sid: result.callSid };
}

/** Sends a request that the emulator made once more to our own public address. */
export async function replayWebhook(
  ctx: Context,
  actor: Actor,
  ids: { callId: string; requestId: string },
): Promise<Replayed> {
  // As it came: also what it says of recordings that the actor may not hear goes to ourselves alone.
  const replaying = { kind: 'system' as const, tenantId: actor.tenantId, name: 'Replay' };
  const call = await getCallDetail(ctx, replaying, ids.callId);
  const exchange = found(call.webhooks.find(({ id }) => id === ids.requestId));
  const connection = await ctx.db.asTenant(actor.tenantId, (tx) => connectionFor(ctx, tx, actor.tenantId));
  if (!call.simulated || !connection?.simulated) throw new Refusal('simulator.not_simulated');
  // Only the path of what was stored: whatever else stood there, the request goes to ourselves.
  const { pathname, search } = new URL(exchange.url);
  const url = ctx.publicUrl() + pathname + search;
  return ctx.clock.during(send(url, exchange, connection.authToken));
}

// A signature follows from address, parameters and token alone: this is the one that the emulator sent.
async function send(
  url: string,
  { method, params }: { method: string; params: Record<string, string> },
  authToken: string,
): Promise<Replayed> {
  const startedAt = performance.now();
  const headers = { 'x-twilio-signature': getExpectedTwilioSignature(authToken, url, params) };
  const body = new URLSearchParams(params);
  const signal = AbortSignal.timeout(patienceMs);
  const response = await fetch(url, { method, headers, body, signal, redirect: 'manual' }).catch((error: unknown) => {
    throw new Refusal('simulator.refused', {
      reason: `Our own address ${new URL(url).origin} did not answer: ${error}`,
    });
  });
  const text = await response.text();
  return { response_status: response.status, response_body: text, milliseconds: performance.now() - startedAt };
}

function readNumber(field: string, text: string, country: string): string {
  const phone = readPhone(text, country);
  if ('problem' in phone) throw new Refusal('calls.number_impossible', { field, problem: phone.problem });
  return phone.number;
}

async function handsetOf(ctx: Context, actor: Actor): Promise<Handset> {
  const connection = await ctx.db.asTenant(actor.tenantId, (tx) => connectionFor(ctx, tx, actor.tenantId));
  if (!connection?.simulated) throw new Refusal('simulator.not_simulated');
  return emulatorHandset(connection);
}

// Workspaces may share one emulated account: each sees only the far ends of its own calls.
async function present(ctx: Context, actor: Actor, farEnds: readonly HandsetFarEnd[]): Promise<FarEnd[]> {
  const known = await ctx.db.asTenant(actor.tenantId, (tx) =>
    callIdsBySid(
      tx,
      farEnds.map((farEnd) => farEnd.callSid),
    ),
  );
  return farEnds.flatMap((farEnd) => {
    const callId = known.get(farEnd.callSid);
    if (!callId) return [];
    const { callSid, from, to, ...rest } = farEnd;
    return [{ ...rest, call_id: formatId('call', callId), call_sid: callSid, from_number: from, to_number: to }];
  });
}
