import type { Call } from './call.ts';

/** What Twilio sends with every request about a call. The geography of made-up numbers is empty. */
export function standardParameters(call: Call): Record<string, string> {
  const parties = { From: call.from, To: call.to, Caller: call.from, Called: call.to };
  const params: Record<string, string> = {
    AccountSid: call.accountSid,
    ApiVersion: '2010-04-01',
    CallSid: call.sid,
    CallStatus: call.status,
    Direction: call.direction,
    ...parties,
  };
  for (const party of Object.keys(parties)) for (const place of places) params[party + place] = '';
  if (call.parentSid) params.ParentCallSid = call.parentSid;
  if (call.answeredBy && !call.plan.detection?.isAsync) params.AnsweredBy = call.answeredBy;
  return params;
}

const places = ['City', 'State', 'Zip', 'Country'];

/** RFC 2822 in UTC, as Twilio writes times. `rfc2822(0)` is 'Thu, 01 Jan 1970 00:00:00 +0000'. */
export function rfc2822(atMs: number): string {
  return utc(atMs).toUTCString().replace('GMT', '+0000');
}

export function utc(atMs: number): Date {
  return new Date(atMs);
}
