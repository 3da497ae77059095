import { type Exchange, newSid, putRow } from '../exchange.ts';

/** A queue of an account. Who waits in it is not remembered across a restart. */
export interface Queue {
  sid: string;
  accountSid: string;
  friendlyName: string;
  maxSize: number;
  createdAtMs: number;
  updatedAtMs: number;
}

export const defaultMaxSize = 1000;
export const mostMaxSize = 5000;

export function queueNamed(exchange: Exchange, accountSid: string, friendlyName: string): Queue | undefined {
  for (const queue of exchange.world.tables.queues.values()) {
    if (queue.accountSid === accountSid && queue.friendlyName === friendlyName) return queue;
  }
  return undefined;
}

export function addQueue(
  exchange: Exchange,
  {
    accountSid,
    friendlyName,
    maxSize = defaultMaxSize,
  }: { accountSid: string; friendlyName: string; maxSize?: number },
): Queue {
  const nowMs = exchange.clock.nowMs();
  const times = { createdAtMs: nowMs, updatedAtMs: nowMs };
  return putRow(exchange, 'queues', { sid: newSid(exchange, 'QU'), accountSid, friendlyName, maxSize, ...times });
}
