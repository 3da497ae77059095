import { verbs as family, type Verb } from './verb.ts';

/**
 * Writes a TwiML document. Everything is escaped; characters that XML 1.0 cannot carry (NUL, most control characters,
 * lone surrogates, U+FFFE, U+FFFF) are left out rather than refused: a call is worth more than a stray byte.
 *
 * @example
 * printTwiml([{ verb: 'say', text: 'Hello & welcome' }]);
 * // '<?xml version="1.0" encoding="UTF-8"?><Response><Say>Hello &amp; welcome</Say></Response>'
 */
export function printTwiml(verbs: readonly Verb[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Response>${family.write(verbs)}</Response>`;
}
