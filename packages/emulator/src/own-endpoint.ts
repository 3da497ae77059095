import { type Call, type CallPlan, hasEnded } from './call.ts';
import type { Endpoint, RingOutcome } from './callers/far-end.ts';
import { cross } from './crossing.ts';
import { endCall } from './ending.ts';
import { type Exchange, noteCall, spawn } from './exchange.ts';
import type { AddLeg, Leg } from './leg.ts';
import type { VoicePlan } from './numbers/hooks.ts';
import { runCall } from './running.ts';
import { callOf } from './world.ts';

/** What answers at an address of ours: the documents of a number or of an application. */
export interface OwnPlan extends VoicePlan {
  accountSid: string;
  to: string;
  applicationSid?: string;
  /** Whose number was called first, when a number sends the call on. */
  forwardedFrom?: string;
  /** Sent with the first request only. */
  extra?: Record<string, string>;
}

// A number that dials itself would otherwise fill the memory.
const mostHops = 20;

/**
 * A leg that reaches a number or an application of ours makes a second one, inbound and with a SID of its own, which runs
 * their documents. The two are each other's far ends. Without a voice URL the call fails at once.
 */
export function ownEndpoint(exchange: Exchange, outer: Leg, plan: OwnPlan, addLeg: AddLeg): Endpoint {
  const { callSid } = outer.line;
  let inner: Leg | undefined;
  const isReachable = plan.document && hopsTo(exchange, callSid) < mostHops;
  return {
    ...(isReachable ? {} : { absent: 'invalid' as const }),
    ring: () => {
      if (plan.document) inner = receive(exchange, outer, { ...plan, document: plan.document }, addLeg);
    },
    connect: () => undefined,
    end: () => {
      if (inner) endWith(exchange, inner.line.callSid, 'no-answer', 487);
    },
  };
}

type Reachable = OwnPlan & { document: NonNullable<OwnPlan['document']> };

function receive(exchange: Exchange, outer: Leg, plan: Reachable, addLeg: AddLeg): Leg {
  const { from, sid } = callOf(exchange.world, outer.line.callSid);
  const { accountSid, to, extra, document, ...hooks } = plan;
  const inner = addLeg(exchange, { accountSid, from, to, direction: 'inbound', plan: { ...hooks, ...limits } }, (leg) =>
    callerEndpoint(exchange, outer, leg),
  );
  inner.farEnd.hops = hopsTo(exchange, sid) + 1;
  noteCall(exchange, inner.line.callSid, { type: 'initiated' });
  noteCall(exchange, inner.line.callSid, { type: 'ringing' });
  inner.line.strand = spawn(exchange, runCall(exchange, inner.line, { ...document, extra }));
  return inner;
}

const limits = { ringTimeoutSeconds: 600, timeLimitSeconds: 14_400 } satisfies Partial<CallPlan>;

/** The far end of the inner leg: the outer one, which is answered and ends with it. */
function callerEndpoint(exchange: Exchange, outer: Leg, inner: Leg): Endpoint {
  return {
    ring: () => undefined,
    connect: () => {
      cross(exchange, outer.line, inner.line);
      outer.farEnd.decide?.('answered');
    },
    end: () => {
      const { decide } = outer.farEnd;
      if (decide) decide(outcomeOf(callOf(exchange.world, inner.line.callSid)));
      else endWith(exchange, outer.line.callSid, 'canceled', 487);
    },
  };
}

function outcomeOf({ status, sipCode }: Call): RingOutcome {
  if (status === 'busy') return 'busy';
  // <Reject> without a reason says that the number is not in service.
  if (sipCode === 404) return 'invalid';
  return status === 'no-answer' ? 'no-answer' : 'declined';
}

function endWith(exchange: Exchange, callSid: string, unanswered: 'no-answer' | 'canceled', sipCode: number): void {
  const call = callOf(exchange.world, callSid);
  if (hasEnded(call)) return;
  if (call.status === 'in-progress') endCall(exchange, callSid, 'completed', 200);
  else endCall(exchange, callSid, unanswered, sipCode);
}

function hopsTo(exchange: Exchange, callSid: string): number {
  const { parentSid } = callOf(exchange.world, callSid);
  return (parentSid && exchange.farEnds.get(parentSid)?.hops) || 0;
}
