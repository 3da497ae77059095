import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';

/**
 * True when Twilio's signature over this URL and these parameters was made with the token.
 * The SDK's validator accepts the URL with and without its port; it throws on what is no URL, which is a no too.
 */
export function signatureHolds(request: {
  authToken: string;
  signature: string | undefined;
  url: string;
  params: Readonly<Record<string, string>>;
}): boolean {
  if (!request.signature || !request.authToken) return false;
  try {
    return validateRequest(request.authToken, request.signature, request.url, request.params);
  } catch {
    return false;
  }
}
