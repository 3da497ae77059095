import type { Dial } from '@offhook/twiml';
import { mayCallFrom } from '../numbers/caller-id.ts';
import { dialable } from '../telephone.ts';
import { callOf } from '../world.ts';
import type { Stage } from './outcome.ts';

/**
 * What a telephone that `<Dial>` rings shows: the caller's number, or one that the account may show. Undefined when there is
 * none: the account may not show what was asked for, or the caller is a client and nothing was asked for.
 *
 * @see https://www.twilio.com/docs/voice/twiml/dial#callerid (read 2026-11-21)
 */
export function numberShown({ exchange, line }: Stage, { callerId }: Dial): string | undefined {
  const { from, to, accountSid } = callOf(exchange.world, line.callSid);
  if (callerId === undefined) return from.startsWith('client:') ? undefined : from;
  const number = dialable(callerId);
  if (!number) return undefined;
  const isTheirs = number === from || number === to || mayCallFrom(exchange, accountSid, number);
  return isTheirs || exchange.settings.anyCallerId ? number : undefined;
}

/** What a client or a SIP endpoint shows: whatever the document says, or the caller. */
export function nameShown({ exchange, line }: Stage, { callerId }: Dial): string {
  return callerId ?? callOf(exchange.world, line.callSid).from;
}
