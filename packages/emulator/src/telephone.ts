import { isE164, type PhoneNumber } from '@offhook/kit';

/**
 * The number a client meant, in E.164, or undefined. As Twilio reads it: without `+` it is a North American one, and a
 * `+` that a form turned into a space still counts.
 *
 * @example
 * dialable('415-555-0100'); // '+14155550100'
 */
export function dialable(text: string): PhoneNumber | undefined {
  const number = text.replace(/^ (?=\d)/, '+').replace(/[\s().-]/g, '');
  const full = /^1?\d{10}$/.test(number) ? `+1${number.slice(-10)}` : number;
  return isE164(full) ? full : undefined;
}
