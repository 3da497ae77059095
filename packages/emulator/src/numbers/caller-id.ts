import type { Exchange } from '../exchange.ts';
import { numberAt } from './incoming-number.ts';

/** A number that somebody proved to hold, so that the account may call from it. */
export interface CallerId {
  sid: string;
  accountSid: string;
  phoneNumber: string;
  friendlyName: string;
  createdAtMs: number;
  updatedAtMs: number;
}

/** Whether an account may show a number as its own: it owns it or has verified it. `number` is in E.164. */
export function mayCallFrom(exchange: Exchange, accountSid: string, number: string): boolean {
  return (
    numberAt(exchange, number)?.accountSid === accountSid || callerIdAt(exchange, accountSid, number) !== undefined
  );
}

export function callerIdAt(exchange: Exchange, accountSid: string, phoneNumber: string): CallerId | undefined {
  for (const callerId of exchange.world.tables.callerIds.values()) {
    if (callerId.accountSid === accountSid && callerId.phoneNumber === phoneNumber) return callerId;
  }
  return undefined;
}
