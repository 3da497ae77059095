import type { Call } from './call.ts';
import type { Exchange } from './exchange.ts';
import { placeOf } from './numbers/geography.ts';

/**
 * What Twilio sends with every request about a call.
 *
 * @see https://www.twilio.com/docs/voice/twiml#request-parameters (read 2026-11-21)
 */
export function standardParameters(exchange: Exchange, call: Call): Record<string, string> {
  const { from, to } = call;
  const params: Record<string, string> = {
    AccountSid: call.accountSid,
    ApiVersion: '2010-04-01',
    CallSid: call.sid,
    CallStatus: call.status,
    Direction: call.direction,
    ...{ From: from, To: to, Caller: from, Called: to },
  };
  if (exchange.settings.sendsGeography) addGeography(params, from, to);
  const { applicationSid, forwardedFrom, callerName, detection } = call.plan;
  if (applicationSid) params.ApplicationSid = applicationSid;
  if (forwardedFrom) {
    params.ForwardedFrom = forwardedFrom;
    params.CalledVia = forwardedFrom;
  }
  if (callerName) params.CallerName = callerName;
  if (call.parentSid) params.ParentCallSid = call.parentSid;
  if (call.answeredBy && !detection?.isAsync) params.AnsweredBy = call.answeredBy;
  if (call.direction === 'inbound') addOrigin(exchange, params, call);
  return params;
}

// All sixteen are always there, empty where the place is not known.
function addGeography(params: Record<string, string>, from: string, to: string): void {
  const [caller, called] = [placeOf(from), placeOf(to)];
  params.FromCity = caller.City;
  params.FromState = caller.State;
  params.FromZip = caller.Zip;
  params.FromCountry = caller.Country;
  params.CallerCity = caller.City;
  params.CallerState = caller.State;
  params.CallerZip = caller.Zip;
  params.CallerCountry = caller.Country;
  params.ToCity = called.City;
  params.ToState = called.State;
  params.ToZip = called.Zip;
  params.ToCountry = called.Country;
  params.CalledCity = called.City;
  params.CalledState = called.State;
  params.CalledZip = called.Zip;
  params.CalledCountry = called.Country;
}

// What an inbound call brings with it: the token to call on with its caller id, and how far that caller id is attested. The
// token is JSON, escaped as in a URL; nothing but us reads what is in it.
function addOrigin(exchange: Exchange, params: Record<string, string>, call: Call): void {
  params.CallToken = `%7B%22parentCallInfoToken%22%3A%22${call.sid}%22%2C%22identityHeaderTokens%22%3A%5B%5D%7D`;
  const { stirVerstat } = exchange.settings;
  if (stirVerstat) params.StirVerstat = stirVerstat;
}

/** RFC 2822 in UTC, as Twilio writes times. `rfc2822(0)` is 'Thu, 01 Jan 1970 00:00:00 +0000'. */
export function rfc2822(atMs: number): string {
  return utc(atMs).toUTCString().replace('GMT', '+0000');
}

export function utc(atMs: number): Date {
  return new Date(atMs);
}
