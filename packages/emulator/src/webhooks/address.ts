import { LRUCache } from 'lru-cache';
import { type Overrides, overridesOf } from '../connection-overrides.ts';
import { WebhookFailed } from './failure.ts';

/** A URL of the application, taken apart. */
export interface Address {
  /** Without the fragment, otherwise as it was given: normalising it would change the text that the application signs. */
  given: string;
  origin: string;
  /** As it is requested, with the query. */
  path: string;
  /** `name:password` of the URL, decoded. */
  credentials?: string;
  overrides: Overrides;
}

// Applications have few URLs, and each is asked again and again.
const known = new LRUCache<string, Address>({ max: 2000 });

/** Takes a URL apart. Throws {@link WebhookFailed} 11100 for what is no web address, and for overrides that make no sense. */
export function addressOf(text: string, defaultTimeoutMs: number): Address {
  const key = `${defaultTimeoutMs} ${text}`;
  const found = known.get(key);
  if (found) return found;
  if (!URL.canParse(text)) throw new WebhookFailed(11100, text, `${text} is not a URL`);
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new WebhookFailed(11100, text, `${text} is not a web address`);
  }
  const address: Address = {
    given: text.split('#')[0] ?? text,
    origin: url.origin,
    path: url.pathname + url.search,
    ...(url.username ? { credentials: `${decoded(url.username)}:${decoded(url.password)}` } : {}),
    overrides: overridesOf(text, defaultTimeoutMs),
  };
  known.set(key, address);
  return address;
}

/** Adds what a GET sends to a URL or a path. */
export function withQuery(text: string, query: string): string {
  if (query === '') return text;
  return text + (text.includes('?') ? '&' : '?') + query;
}

/** A URL without the credentials in it. */
export function withoutCredentials(url: string): string {
  return url.replace(/^(https?:\/\/)[^/?#@]*@/i, '$1');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
