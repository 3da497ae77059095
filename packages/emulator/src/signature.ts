import { createHmac } from 'node:crypto';

/**
 * The value of `X-Twilio-Signature` for a request: base64 of HMAC-SHA1 over the URL followed by every form parameter,
 * sorted by name, as name and value without separators. For GET pass no parameters; they are in the URL.
 *
 * @param url exactly as requested, without fragment
 * @see https://www.twilio.com/docs/usage/security (read 2026-11-21)
 * @example
 * sign('12345', 'https://example.com/hook', { CallSid: 'CA1' });
 */
export function sign(authToken: string, url: string, params: Record<string, string> = {}): string {
  const names = Object.keys(params).sort();
  const text = url + names.map((name) => name + params[name]).join('');
  return createHmac('sha1', authToken).update(text, 'utf8').digest('base64');
}
