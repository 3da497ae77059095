/** Stands where the id of a recording stood that somebody may not hear; it looks like one, so that the rest stays readable. */
export const withheldSid = `RE${'0'.repeat(32)}`;

/**
 * The same without the ids of recordings that are not for the reader: whoever knows one can ask the carrier for the
 * sound, which gives it to everybody unless the account demands a sign-in.
 * https://www.twilio.com/docs/voice/api/recording (2026-11)
 */
export function withoutSids<T>(value: T, sids: readonly string[]): T {
  if (sids.length === 0) return value;
  // The shape stays: only texts change.
  return cleaned(value, sids) as T;
}

function cleaned(value: unknown, sids: readonly string[]): unknown {
  if (typeof value === 'string') return sids.reduce((text, sid) => text.replaceAll(sid, withheldSid), value);
  if (Array.isArray(value)) return value.map((each) => cleaned(each, sids));
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, cleaned(each, sids)]));
}
