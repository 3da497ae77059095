import type { Clock } from '@offhook/kit';
import type { Carriers } from './carrier.ts';
import { twilioCarrier } from './twilio.ts';

export type * from './carrier.ts';
export type * from './numbers.ts';
export { CarrierProblem } from './numbers.ts';
export { CallSid, isWebhookKind, readWebhook, type WebhookKind } from './webhooks.ts';

/** Connections are kept: the same account gives the same client. */
export function makeCarriers(clock: Clock): Carriers {
  const known = new Map<string, ReturnType<typeof twilioCarrier>>();
  return {
    connect(account) {
      const key = [account.baseUrl, account.accountSid, account.authToken].join(' ');
      const carrier = known.get(key) ?? twilioCarrier(account, clock);
      known.set(key, carrier);
      return carrier;
    },
  };
}
