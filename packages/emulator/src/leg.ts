import type { NewCall } from './call.ts';
import { type FarEnd, makeFarEnd, personaFor } from './callers/far-end.ts';
import { type Exchange, newSid, noteCall } from './exchange.ts';
import { type Line, makeLine } from './line.ts';

/** A live call: its line and whoever is at the other end. */
export interface Leg {
  line: Line;
  farEnd: FarEnd;
}

/** Makes the record, the line and the far end of one more leg. Nothing is dialled yet. */
export function addLeg(exchange: Exchange, asked: Omit<NewCall, 'sid'>, personaName?: string): Leg {
  const sid = newSid(exchange, 'CA');
  noteCall(exchange, sid, { type: 'placed', call: { ...asked, sid } });
  const line = makeLine(sid, exchange.clock.nowMs());
  // Whoever is outside: the one who is called, or the one who calls in.
  const outside = asked.direction === 'inbound' ? asked.from : asked.to;
  const farEnd = makeFarEnd(exchange, { ...asked, sid }, personaFor(exchange, outside, personaName));
  line.onHeard = (heard) => void farEnd.heard.push({ ...heard, atMs: exchange.clock.nowMs() });
  exchange.lines.set(sid, line);
  exchange.farEnds.set(sid, farEnd);
  return { line, farEnd };
}
