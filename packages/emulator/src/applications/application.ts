import type { Exchange } from '../exchange.ts';
import { type Hooks, type VoicePlan, voicePlanOf } from '../numbers/hooks.ts';

/** A TwiML application: hooks under a SID, which calls, numbers and clients name. */
export interface TwimlApplication extends Hooks {
  sid: string;
  accountSid: string;
  friendlyName: string;
  smsStatusCallback?: string;
  messageStatusCallback?: string;
  isPubliclyConnectable: boolean;
  createdAtMs: number;
  updatedAtMs: number;
}

/**
 * What the application of that SID does with a call, or undefined when there is none. Which account may use it is for the
 * caller to check by `accountSid`. `document` is absent when the application has no voice URL.
 *
 * @example
 * const application = applicationOf(exchange, 'AP…');
 * if (application?.accountSid !== account.sid) throw new RestRefusal(400, 21218, 'Invalid ApplicationSid');
 */
export function applicationOf(exchange: Exchange, sid: string): (VoicePlan & { accountSid: string }) | undefined {
  const application = exchange.world.tables.applications.get(sid);
  return application && { accountSid: application.accountSid, ...voicePlanOf(application) };
}
