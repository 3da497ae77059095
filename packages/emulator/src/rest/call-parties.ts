import type { Exchange } from '../exchange.ts';
import { mayCallFrom } from '../numbers/caller-id.ts';
import { standardParameters } from '../parameters.ts';
import { dialable, type Party, partyOf, UnreadableParty } from '../telephone.ts';
import type { Form } from './form.ts';
import { RestRefusal } from './refusals.ts';

/** Who calls whom. */
export interface Parties {
  to: string;
  from: string;
  /** What `To` brings along after its `?`. */
  parameters?: Record<string, string>;
  /** The number that is shown in place of `from`. */
  callerId?: string;
}

/** The parties of a request for a call. Refuses with Twilio's numbers. */
export function partiesFrom(exchange: Exchange, accountSid: string, form: Form): Parties {
  const { kind, address: to, parameters } = partyTo(form);
  const isNumber = kind === 'number';
  const from = isNumber ? partyFrom(exchange, accountSid, form) : nameFrom(form, 'From');
  if (from === undefined) throw missingFrom();
  // "... or a Twilio number calling itself": the reference of 21211.
  if (to === from) throw new RestRefusal(400, 21211, `The 'To' number ${to} cannot call itself.`);
  const callerId = nameFrom(form, 'CallerId');
  if (isNumber && callerId !== undefined) refuseForeign(exchange, accountSid, numberFrom(callerId), callerId);
  return { to, from, parameters, callerId };
}

function partyTo(form: Form): Party {
  const to = form.text('To');
  if (to === undefined) throw new RestRefusal(400, 21201, "No 'To' number is specified");
  try {
    return partyOf(to);
  } catch (error) {
    if (error instanceof UnreadableParty) throw new RestRefusal(400, error.code, error.message);
    throw error;
  }
}

/**
 * The number that a telephone is called from: one of the account's, or with the token of an incoming call the one that
 * called. A telephone can only be called from a number.
 */
export function partyFrom(exchange: Exchange, accountSid: string, form: Form): string {
  const from = form.text('From');
  if (from === undefined) throw missingFrom();
  const number = numberFrom(from);
  const token = form.text('CallToken');
  if (token !== undefined && isTokenOf(exchange, accountSid, number, token)) return number;
  return refuseForeign(exchange, accountSid, number, from);
}

function missingFrom(): RestRefusal {
  return new RestRefusal(400, 21213, "No 'From' number is specified");
}

function numberFrom(text: string): string {
  const number = dialable(text);
  if (!number) throw new RestRefusal(400, 21212, `The source phone number provided, ${text}, is not valid.`);
  return number;
}

function refuseForeign(exchange: Exchange, accountSid: string, number: string, given: string): string {
  if (exchange.settings.anyCallerId || mayCallFrom(exchange, accountSid, number)) return number;
  const message = `The source phone number provided, ${given}, is not yet verified for your account. You may only make calls from phone numbers that you've verified or purchased from Twilio.`;
  throw new RestRefusal(400, 21210, message);
}

/** Clients and SIP addresses may be called from any name. */
function nameFrom(form: Form, name: string): string | undefined {
  const text = form.text(name);
  return text === undefined ? undefined : (dialable(text) ?? text);
}

// "A forwarded call should bear the same caller ID of the original incoming call", Twilio's OpenAPI 2.6.7.
function isTokenOf(exchange: Exchange, accountSid: string, from: string, token: string): boolean {
  for (const call of exchange.world.calls.values()) {
    if (call.direction !== 'inbound' || call.from !== from || call.accountSid !== accountSid) continue;
    const { CallToken = '' } = standardParameters(exchange, call);
    if (token === CallToken || token === decodeURIComponent(CallToken)) return true;
  }
  return false;
}
