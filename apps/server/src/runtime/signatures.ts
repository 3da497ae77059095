import { createHmac } from 'node:crypto';
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import { sameBytes } from './keys.ts';

/** A request as the carrier signed it. */
export interface Signed {
  signature: string | undefined;
  /** With the path and the query exactly as received. */
  url: string;
  params: Readonly<Record<string, string>>;
}

/**
 * True when Twilio's signature over this URL and these parameters was made with the token: what the SDK's validator
 * accepts, no more. The URL as it is comes first, for nearly every request is signed so, and the SDK's way costs four
 * times as much (2 µs and 8 µs, measured 2026-11-21, twilio 6.2.0); it knows the others, such as with the standard port.
 */
export function signatureHolds({ authToken, signature, url, params }: Signed & { authToken: string }): boolean {
  if (!signature || !authToken) return false;
  const expected = createHmac('sha1', authToken).update(signedText(url, params)).digest('base64');
  if (sameBytes(Buffer.from(expected), Buffer.from(signature))) return true;
  try {
    return validateRequest(authToken, signature, url, params);
  } catch {
    // It throws on what is no URL, which is a no too.
    return false;
  }
}

/** Names and values in the order of the names, with nothing in between: the signature does not tell where one ends. */
export function signedText(url: string, params: Readonly<Record<string, string>>): string {
  let text = url;
  for (const name of Object.keys(params).sort()) text += name + params[name];
  return text;
}
