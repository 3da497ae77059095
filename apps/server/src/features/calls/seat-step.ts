import { isFinal } from '@offhook/contract';
import type { CarrierEvent } from '#providers/carrier';
import { courseAfter, isMachine } from './answered-by.ts';
import type { CallFacts } from './call.ts';
import type { ConnectToSeat, Plan } from './plan.ts';
import { optOutKey } from './seat-turn.ts';

/**
 * What news of a call means for its seat. `take`: somebody answered, and the seat of somebody who is ready is wanted.
 * `next`: the phone was not picked up, and the next seat is wanted. `talked` and `not-needed`: the seat is free again.
 * `abandoned`: whoever answered was left waiting and hung up. `opt-out`: they want no more calls.
 */
export type SeatStep = 'take' | 'next' | 'talked' | 'not-needed' | 'abandoned' | 'opt-out';

/** A person who is left waiting longer than this was abandoned: 16 CFR 310.4(b)(4)(ii). */
const mostWaitMs = 2000;

export function seatStep(
  event: CarrierEvent,
  call: CallFacts & { hangUpWantedAt: Date | null },
  plan: Plan & { connect: ConnectToSeat },
): SeatStep | undefined {
  const { connect } = plan;
  const hasTalked = call.legs.some((leg) => leg.answeredAt !== null);
  if (isFinal(call.status)) return hasTalked ? 'talked' : leftWaiting(call, connect) ? 'abandoned' : 'not-needed';
  if (event.kind === 'keypress') {
    return connect.abandoned !== null && event.digits === optOutKey ? 'opt-out' : undefined;
  }
  if (connect.abandoned !== null || call.hangUpWantedAt !== null) return undefined;
  const isFirst = connect.tried.length === 0;
  if (isFirst && (event.kind === 'answered' || event.kind === 'document-failed')) {
    return courseAfter(call.answeredBy, plan) === 'go-on' ? 'take' : undefined;
  }
  if (isFirst || !isOfLast(event, connect)) return undefined;
  if (hasTalked) return 'talked';
  if (event.kind === 'bridge-ended' && event.status === 'completed') return 'talked';
  // The other end has gone.
  return event.kind === 'bridge-ended' && event.status === 'canceled' ? 'not-needed' : 'next';
}

/** True of what came of ringing the last phone. A document that could not be fetched tells so, too. */
function isOfLast(event: CarrierEvent, { tried }: ConnectToSeat): boolean {
  const last = tried.length - 1;
  if (event.kind === 'bridge-ended') return (event.turn ?? last) === last;
  return event.kind === 'document-failed' && event.url.includes(`?turn=${last}`);
}

function leftWaiting(call: CallFacts & { hangUpWantedAt: Date | null }, connect: ConnectToSeat): boolean {
  if (!call.answeredAt || !call.endedAt || connect.abandoned !== null || call.hangUpWantedAt !== null) return false;
  return !isMachine(call.answeredBy) && call.endedAt.getTime() - call.answeredAt.getTime() > mostWaitMs;
}
