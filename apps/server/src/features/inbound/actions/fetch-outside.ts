import type { FlowInput, FlowRequest } from '@offhook/flow';
import { askOutside, mayLeadInside } from '#runtime/outside-fetch';
import type { Context } from '../../../context.ts';

/** A flow keeps a few values of an answer: more than this is none that it can use. */
const largestAnswer = 65_536;

export interface Fetched {
  input: FlowInput;
  report: { host: string; result: string; milliseconds: number };
}

/** Asks another system for a flow, within its time and the caller's patience. It never throws. */
export async function fetchForFlow(ctx: Context, request: FlowRequest, leftMs: number): Promise<Fetched> {
  const startedAt = performance.now();
  const input = await fetched(ctx, request, Math.min(request.timeoutMs, leftMs));
  return {
    input,
    report: {
      host: hostOf(request.url),
      result: input.kind === 'fetched' ? String(input.status) : 'reason' in input ? input.reason : '',
      milliseconds: Math.round(performance.now() - startedAt),
    },
  };
}

async function fetched(ctx: Context, request: FlowRequest, limitMs: number): Promise<FlowInput> {
  if (limitMs < 100) return { kind: 'fetch-failed', reason: 'The time of this answer is used up.' };
  const rules = { inside: mayLeadInside(ctx.config), http: true };
  const { method, headers, body } = request;
  const answer = await ctx.clock.during(
    askOutside(request.url, rules, { method, headers, body, limitMs, limitBytes: largestAnswer }),
  );
  if ('problem' in answer) return { kind: 'fetch-failed', reason: answer.problem };
  return { kind: 'fetched', status: answer.status, body: parsed(answer.text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'no address';
}
