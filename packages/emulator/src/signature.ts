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
export function sign(authToken: string, url: string, params: Readonly<Record<string, string>> = {}): string {
  let text = url;
  for (const name of Object.keys(params).sort()) text += name + params[name];
  return createHmac('sha1', authToken).update(text, 'utf8').digest('base64');
}
