import { applicationOf } from '../applications/application.ts';
import type { Exchange } from '../exchange.ts';
import { type Hooks, type VoicePlan, voicePlanOf } from './hooks.ts';

/** A number of an account, and what happens when somebody calls it. */
export interface IncomingNumber extends Hooks {
  sid: string;
  accountSid: string;
  phoneNumber: string;
  friendlyName: string;
  /** Wins over the voice hooks of the number itself. */
  voiceApplicationSid?: string;
  smsApplicationSid?: string;
  voiceReceiveMode?: 'voice' | 'fax';
  addressSid?: string;
  identitySid?: string;
  bundleSid?: string;
  emergencyAddressSid?: string;
  isEmergencyActive?: boolean;
  createdAtMs: number;
  updatedAtMs: number;
}

/** The number of one of our accounts, in E.164, or undefined when none has it. */
export function numberAt(exchange: Exchange, phoneNumber: string): IncomingNumber | undefined {
  for (const number of exchange.world.tables.numbers.values()) if (number.phoneNumber === phoneNumber) return number;
  return undefined;
}

/** What a number does with a call: its application's hooks, or its own. */
export function numberPlan(exchange: Exchange, number: IncomingNumber): VoicePlan & { applicationSid?: string } {
  const { voiceApplicationSid: applicationSid } = number;
  const application = applicationSid === undefined ? undefined : applicationOf(exchange, applicationSid);
  if (!application) return voicePlanOf(number);
  const { document, fallback, status } = application;
  return { document, fallback, status, applicationSid };
}
