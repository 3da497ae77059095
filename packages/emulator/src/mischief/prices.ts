import { type Exchange, noteCall } from '../exchange.ts';
import { type Task, wait } from '../task.ts';
import { callOf } from '../world.ts';
import { befalling } from './applied.ts';

/** Prices a call as the rules have it: later than usual, or wrongly at first. `priceNow` gives it its price. */
export function* priceUnderMischief(exchange: Exchange, callSid: string, priceNow: () => void): Task {
  if (exchange.mischief.isIdle) return priceNow();
  const { accountSid, from, to } = callOf(exchange.world, callSid);
  const occasion = { kind: 'price', name: 'price', accountSid, numbers: [from, to] } as const;
  for (const { fault, draw } of befalling(exchange, occasion, callSid)) {
    if (fault.fault === 'late-price') yield* wait(exchange.clock, draw(fault.delayMs));
    if (fault.fault !== 'wrong-price') continue;
    priceNow();
    const { priceMicros = 0 } = callOf(exchange.world, callSid);
    noteCall(exchange, callSid, { type: 'priced', priceMicros: priceMicros + fault.byMicros });
    yield* wait(exchange.clock, draw(fault.correctedAfterMs));
  }
  priceNow();
}
