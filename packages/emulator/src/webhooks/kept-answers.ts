import { LRUCache } from 'lru-cache';
import type { Incoming } from './transport.ts';

/** Answers to GET that may be given again, or asked about with their validators. Answers to POST never are. */
export interface KeptAnswers {
  /** The answer itself while it is fresh. */
  fresh(url: string, nowMs: number): Incoming | undefined;
  /** What to send to learn whether the kept answer still holds. */
  validators(url: string): Record<string, string>;
  /** What an answer comes to: the kept one after 304. Keeps what may be kept. */
  settle(url: string, answer: Incoming, nowMs: number): Incoming;
}

interface Kept {
  answer: Incoming;
  freshUntilMs: number;
}

/** @see https://www.twilio.com/docs/voice/twiml#twilios-request-to-your-application (read 2026-11-21): ETag, Last-Modified */
export function makeKeptAnswers(mostBytes = 32 * 1024 * 1024): KeptAnswers {
  const kept = new LRUCache<string, Kept>({
    maxSize: mostBytes,
    sizeCalculation: ({ answer }) => answer.body.length + 1000,
  });
  const keep = (url: string, answer: Incoming, nowMs: number) => {
    const { headers } = answer;
    const control = headers['cache-control'] ?? '';
    const seconds = Number(/\bmax-age=(\d+)/i.exec(control)?.[1] ?? 0);
    const lives = seconds > 0 && !/\bno-cache\b/i.test(control);
    const mayKeep = !/\bno-store\b/i.test(control) && headers.vary !== '*';
    if (mayKeep && (lives || headers.etag || headers['last-modified'])) {
      kept.set(url, { answer, freshUntilMs: lives ? nowMs + seconds * 1000 : 0 });
    } else kept.delete(url);
  };
  return {
    fresh: (url, nowMs) => {
      const found = kept.size === 0 ? undefined : kept.get(url);
      return found && nowMs < found.freshUntilMs ? found.answer : undefined;
    },
    validators: (url) => {
      const headers = kept.size === 0 ? undefined : kept.get(url)?.answer.headers;
      return {
        ...(headers?.etag ? { 'if-none-match': headers.etag } : {}),
        ...(headers?.['last-modified'] ? { 'if-modified-since': headers['last-modified'] } : {}),
      };
    },
    settle: (url, answer, nowMs) => {
      const found = answer.status === 304 ? kept.get(url)?.answer : undefined;
      const whole = found ? { ...found, headers: { ...found.headers, ...answer.headers } } : answer;
      if (found) whole.headers['content-type'] = found.headers['content-type'] ?? '';
      if (whole.status === 200 && !whole.isTooLong) keep(url, whole, nowMs);
      return whole;
    },
  };
}
