import { type Call, next } from '../call.ts';
import type { Exchange } from '../exchange.ts';
import { callJson } from '../rest/wire.ts';

/** What a replica that lags behind would have answered: calls in their former state, lists without what is new. */
export function asItWas(exchange: Exchange, result: unknown, atMs: number): unknown {
  if (typeof result !== 'object' || result === null || result instanceof Response) return result;
  const former = formerCall(exchange, result, atMs);
  if (former) return former;
  return Object.fromEntries(
    Object.entries(result).map(([name, value]) => [
      name,
      Array.isArray(value) ? listAsItWas(exchange, value, atMs) : value,
    ]),
  );
}

function listAsItWas(exchange: Exchange, items: unknown[], atMs: number): unknown[] {
  return items.filter((item) => createdAtMs(item) <= atMs).map((item) => formerCall(exchange, item, atMs) ?? item);
}

function createdAtMs(item: unknown): number {
  const created = typeof item === 'object' && item !== null && 'date_created' in item ? item.date_created : undefined;
  const atMs = typeof created === 'string' ? Date.parse(created) : Number.NaN;
  return Number.isNaN(atMs) ? 0 : atMs;
}

function formerCall(exchange: Exchange, item: unknown, atMs: number): unknown {
  const sid = typeof item === 'object' && item !== null && 'sid' in item ? String(item.sid) : '';
  if (!exchange.world.calls.has(sid)) return undefined;
  let former: Call | undefined;
  for (const { atMs: happenedAtMs, event } of exchange.world.history.get(sid) ?? []) {
    if (former && happenedAtMs > atMs) break;
    former = next(former, happenedAtMs, event);
  }
  return former && callJson(exchange, former);
}
