import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { getCallDetail } from '#features/calls';
import { connectionFor } from '#features/workspaces';
import type { Actor } from '#runtime/actor';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../context.ts';

const patienceMs = 10_000;

interface Replayed {
  response_status: number;
  response_body: string;
  milliseconds: number;
}

/** Sends a request that the emulator made once more to our own public address. */
export async function replayWebhook(
  ctx: Context,
  actor: Actor,
  ids: { callId: string; requestId: string },
): Promise<Replayed> {
  const call = await getCallDetail(ctx, actor, ids.callId);
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
