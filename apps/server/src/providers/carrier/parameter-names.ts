/** Names that Twilio sends and whose loss or change would change what a report does. */
const effective = [
  'AnsweredBy',
  'CallDuration',
  'CallSid',
  'CallStatus',
  'DialCallDuration',
  'DialCallStatus',
  'Digits',
  'ErrorCode',
  'ErrorUrl',
  'From',
  'ParentCallSid',
  'RecordingChannels',
  'RecordingDuration',
  'RecordingSid',
  'RecordingStatus',
  'SipResponseCode',
  'Timestamp',
  'To',
];

/** Twilio's names that look like a piece of one of these. */
const alike = new Set(['Duration', 'msg']);

/**
 * A signature covers names and values without a sign in between (https://www.twilio.com/docs/usage/security, read
 * 2026-11-21), so whoever has one genuine request could send it split anew: `CallDuration=61` as `CallDuratio=n61`, and
 * the duration is gone. Such a split leaves a name that is cut, one that has taken on a piece of a value, or a name
 * inside a value. The parameter that shows it is told; undefined for a request as the carrier makes it, new names included.
 */
export function resplitName(params: Readonly<Record<string, string>>): string | undefined {
  for (const name in params) {
    const value = params[name] ?? '';
    if (isOdd(name) || (value.length > 2 && (swallowed.test(value) || losesBegin(value, params)))) return name;
  }
  return undefined;
}

// Those that a report can be without: the others would be missed.
const swallowed =
  /AnsweredBy|CallDuration|ErrorCode|RecordingChannels|RecordingDuration|SipResponseCode|Timestamp|(?:From|To)(?:\+|sip:|client:)/;

/** `ApiVersion=2010-04-01Call` beside `Duration=61`. */
function losesBegin(value: string, params: Readonly<Record<string, string>>): boolean {
  const begin = begins.exec(value)?.[0];
  return begin !== undefined && effective.some((each) => each.startsWith(begin) && each.slice(begin.length) in params);
}

const begins = /(?:Answered|Call|Dial|DialCall|Error|Parent|ParentCall|Recording|Sip|SipResponse)$/;

const judged = new Map<string, boolean>();
const mostJudged = 500;

function isOdd(name: string): boolean {
  const known = judged.get(name);
  if (known !== undefined) return known;
  const odd = judge(name);
  if (judged.size < mostJudged) judged.set(name, odd);
  return odd;
}

function judge(name: string): boolean {
  if (effective.includes(name) || alike.has(name)) return false;
  // Every name of Twilio's begins with a capital: `1CallSid`, `uration` and `nApiVersion` are pieces.
  if (!/^[A-Z]/.test(name) || name.startsWith('Timestamp')) return true;
  // `CallDuratio`, and `CallDuration6` or `Byhuman`, but not `ToCity`.
  if (effective.some((each) => each.startsWith(name)) || pieces.some((piece) => isPiece(name, piece))) return true;
  // `USRecordingChannels`, but not `DialCallSid`.
  return effective.some((each) => name.endsWith(each) && /[^a-z]/.test(name.charAt(name.length - each.length - 1)));
}

function isPiece(name: string, piece: string): boolean {
  return name.startsWith(piece) && !/[A-Z]/.test(name.charAt(piece.length));
}

/** Of `CallDuration` also `Duration`. */
const pieces = effective.flatMap((name) => [...name.matchAll(/[A-Z]/g)].map(({ index }) => name.slice(index)));
