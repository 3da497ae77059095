import type { Method } from '../call.ts';
import type { Exchange } from '../exchange.ts';

/** A number of an account, and what happens when somebody calls it. */
export interface IncomingNumber {
  sid: string;
  accountSid: string;
  phoneNumber: string;
  friendlyName: string;
  voiceUrl?: string;
  voiceMethod: Method;
  voiceFallbackUrl?: string;
  voiceFallbackMethod: Method;
  voiceApplicationSid?: string;
  statusCallback?: string;
  statusCallbackMethod: Method;
  createdAtMs: number;
  updatedAtMs: number;
}

/** The number of one of our accounts, in E.164, or undefined when none has it. */
export function numberAt(exchange: Exchange, phoneNumber: string): IncomingNumber | undefined {
  for (const number of exchange.world.tables.numbers.values()) if (number.phoneNumber === phoneNumber) return number;
  return undefined;
}
