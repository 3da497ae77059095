import { type Exchange, newSid, putRow } from '../exchange.ts';
import { stepClock } from './clock.ts';
import type { Applied, Occasion } from './mischief.ts';

/** What went wrong on purpose: the truth against which an application's own account can be checked. */
export interface AppliedMischief {
  sid: string;
  accountSid: string;
  atMs: number;
  /** The id of the rule. */
  rule: string;
  fault: string;
  /** The operation, or the kind of callback and what it tells. */
  on: string;
  callSid?: string;
}

/** What goes wrong now. A step of the clock is done at once; everything is noted. */
export function befalling(exchange: Exchange, occasion: Occasion, callSid?: string): Applied[] {
  if (exchange.mischief.isIdle) return [];
  const applied = exchange.mischief.befalling(occasion);
  for (const { id, fault } of applied) {
    const on = [occasion.name, ...(occasion.events ?? [])].join(' ');
    note(exchange, {
      rule: id,
      fault: fault.fault,
      on,
      accountSid: occasion.accountSid,
      ...(callSid ? { callSid } : {}),
    });
    if (fault.fault === 'step-clock') stepClock(exchange, fault.byMs);
  }
  return applied;
}

function note(exchange: Exchange, what: Omit<AppliedMischief, 'sid' | 'atMs'>): void {
  putRow(exchange, 'mischief', { sid: newSid(exchange, 'MI'), atMs: exchange.clock.nowMs(), ...what });
  exchange.log(`mischief ${what.rule}: ${what.fault} on ${what.on}${what.callSid ? ` of ${what.callSid}` : ''}`);
}

/** What has gone wrong so far, oldest first. */
export function appliedSoFar({ world }: Exchange): AppliedMischief[] {
  return [...world.tables.mischief.values()];
}
