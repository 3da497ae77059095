/** Digits backwards, so that a search by the last digits is a search by prefix. */
export function reversedDigits(number: string): string {
  return [...number.replace(/\D/g, '')].reverse().join('');
}

/** The digits of a search, backwards, when it looks like a piece of a number in whatever format. */
export function digitsOfSearch(search: string): string | undefined {
  return /^[\d\s()+./-]+$/.test(search) && /\d{2,}/.test(search.replace(/\D/g, ''))
    ? reversedDigits(search)
    : undefined;
}

/** The note that S3 wants on the lead after each call. */
export function callNoteText(call: { from: string; to: string; sid: string; at: Date }): string {
  return `[Outbound Call] Initiated from ${call.from} to ${call.to} - Call SID: ${call.sid} - ${call.at.toISOString().slice(0, 19)}`;
}
