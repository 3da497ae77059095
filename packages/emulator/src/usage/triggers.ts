import { deliver } from '../callbacks.ts';
import { type Exchange, putRow, spawn } from '../exchange.ts';
import { rfc2822 } from '../parameters.ts';
import { periodOf } from './periods.ts';
import { type Usage, usageOf } from './usage.ts';
import type { UsageTrigger } from './usage-trigger.ts';

/** What a trigger measures, as it is now: calls, minutes or dollars, of its present day, month, year or of all time. */
export function currentValue(exchange: Exchange, trigger: Pick<UsageTrigger, WatchedFields>): number {
  const period = periodOf(trigger.recurrence, exchange.clock.nowMs());
  const usage = usageOf(exchange, new Set([trigger.accountSid]), period).get(trigger.category);
  return usage ? measured(usage, trigger) : 0;
}

type WatchedFields = 'accountSid' | 'category' | 'measure' | 'recurrence';

function measured({ count, usage, micros }: Usage, { measure }: Pick<UsageTrigger, 'measure'>): number {
  if (measure === 'price') return micros / 1_000_000;
  return measure === 'count' ? count : usage;
}

/**
 * Fires the triggers of an account that have come to their value, once or once in each period. Twilio looks about once a
 * minute; we do when a call is priced, and note the callback on that call. The names of its parameters are unconfirmed.
 *
 * @see https://www.twilio.com/docs/usage/api/usage-trigger (read 2026-11-21)
 */
export function checkTriggers(exchange: Exchange, accountSid: string, callSid: string): void {
  for (const trigger of exchange.world.tables.usageTriggers.values()) {
    if (trigger.accountSid !== accountSid || hasFired(exchange, trigger)) continue;
    const value = currentValue(exchange, trigger);
    if (value >= trigger.base + Number(trigger.value)) fire(exchange, trigger, { value, callSid });
  }
}

function hasFired(exchange: Exchange, { firedAtMs, recurrence }: UsageTrigger): boolean {
  return firedAtMs !== undefined && firedAtMs >= periodOf(recurrence, exchange.clock.nowMs()).fromMs;
}

function fire(exchange: Exchange, trigger: UsageTrigger, { value, callSid }: { value: number; callSid: string }): void {
  const nowMs = exchange.clock.nowMs();
  putRow(exchange, 'usageTriggers', { ...trigger, firedAtMs: nowMs, updatedAtMs: nowMs });
  const path = `/2010-04-01/Accounts/${trigger.accountSid}/Usage/Records.json?Category=${trigger.category}`;
  const params = {
    AccountSid: trigger.accountSid,
    UsageTriggerSid: trigger.sid,
    Recurring: trigger.recurrence ?? '',
    UsageCategory: trigger.category,
    TriggerBy: trigger.measure,
    TriggerValue: trigger.value,
    CurrentValue: String(value),
    UsageRecordUri: path,
    DateFired: rfc2822(nowMs),
    IdempotencyToken: `${trigger.sid}-${nowMs}`,
  };
  spawn(exchange, deliver(exchange, callSid, trigger.callback, params));
}
