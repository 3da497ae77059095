import type { Exchange } from '../exchange.ts';
import type { Line } from '../line.ts';

/** A caller in a queue. */
export interface Member {
  line: Line;
  enqueuedAtMs: number;
  /** Hands the caller over to whoever dialled the queue; called once. */
  take: (meeting: Meeting) => void;
}

/** Two legs that are to be connected: one waited in the queue, the other dialled it. */
export interface Meeting {
  dequeuer: Line;
  /** What runs on the caller before the two hear each other. */
  whisper?: { url: string; method: 'GET' | 'POST' };
  /** The caller is ready to be connected, or (false) is not there any more. */
  ready: (isThere: boolean) => void;
  /** Tells the caller that it is over; set by the caller while the two are connected. */
  over?: () => void;
  /** The caller left the connection; set by the one who dialled. */
  left?: () => void;
}

/** Who waits in a queue, and who waits for somebody to come into it; both in the order of their coming. */
export interface WaitingLine {
  members: Member[];
  dialers: ((member: Member) => void)[];
}

export function waitingLine(exchange: Exchange, queueSid: string): WaitingLine {
  const known = exchange.waitingLines.get(queueSid);
  if (known) return known;
  const line: WaitingLine = { members: [], dialers: [] };
  exchange.waitingLines.set(queueSid, line);
  return line;
}

/** Lets somebody join at the end; who already waits for the next caller gets this one at once. */
export function join(line: WaitingLine, member: Member): void {
  line.members.push(member);
  line.dialers.shift()?.(member);
}

export function removeFrom<Item>(items: Item[], item: Item): void {
  const at = items.indexOf(item);
  if (at >= 0) items.splice(at, 1);
}

export function waitedSeconds(exchange: Exchange, member: Member): number {
  return Math.round((exchange.clock.nowMs() - member.enqueuedAtMs) / 1000);
}

/** How long those who wait now have waited, in whole seconds. */
export function averageWaitSeconds(exchange: Exchange, { members }: WaitingLine): number {
  if (members.length === 0) return 0;
  const total = members.reduce((sum, member) => sum + waitedSeconds(exchange, member), 0);
  return Math.round(total / members.length);
}
