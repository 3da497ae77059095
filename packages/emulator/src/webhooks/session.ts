import digestHeader from 'digest-header';
import { CookieJar } from 'tough-cookie';
import type { Address } from './address.ts';

/** What the application is told again within one call: its own cookies, and who we are once it has asked. */
export interface Session {
  cookies?: CookieJar;
  /** The challenges that were answered, by origin. */
  challenges?: Map<string, string>;
}

/** Headers that this session adds to a request. */
export function sessionHeaders(session: Session | undefined, method: string, address: Address, path: string) {
  const headers: Record<string, string> = {};
  const cookie = session?.cookies?.getCookieStringSync(address.origin + address.path);
  if (cookie) headers.cookie = cookie;
  const challenge = session?.challenges?.get(address.origin);
  if (challenge && address.credentials) {
    headers.authorization = authorizationFor(challenge, { method, path, credentials: address.credentials }) ?? '';
  }
  return headers;
}

export function keepCookies(session: Session, url: string, cookies: readonly string[]): void {
  session.cookies ??= new CookieJar(undefined, { looseMode: true });
  for (const cookie of cookies) session.cookies.setCookieSync(cookie, url, { ignoreError: true });
}

/**
 * Keeps the challenge of an answer 401, so that the next requests of this call are sent with credentials at once. False
 * when there is nothing to say to it, or it was answered before.
 *
 * @see https://www.twilio.com/docs/usage/security#http-authentication (read 2026-11-21): no Authorization at first
 */
export function keepChallenge(session: Session, address: Address, challenge: string | undefined): boolean {
  if (!challenge || !address.credentials) return false;
  const known = session.challenges?.get(address.origin);
  const isStale = /\bstale="?true/i.test(challenge);
  if (known !== undefined && !isStale) return false;
  if (authorizationFor(challenge, { method: 'GET', path: '/', credentials: address.credentials }) === undefined)
    return false;
  session.challenges ??= new Map();
  session.challenges.set(address.origin, challenge);
  return true;
}

function authorizationFor(
  challenge: string,
  { method, path, credentials }: { method: string; path: string; credentials: string },
): string | undefined {
  if (/^\s*basic\b/i.test(challenge)) return `Basic ${Buffer.from(credentials).toString('base64')}`;
  if (/^\s*digest\b/i.test(challenge)) return digestHeader(method, path, challenge, credentials) || undefined;
  return undefined;
}
