import { LRUCache } from 'lru-cache';
import { fetchTransport } from './fetch-transport.ts';
import { httpTransport } from './http-transport.ts';
import { type KeptAnswers, makeKeptAnswers } from './kept-answers.ts';
import type { Media } from './media.ts';
import type { Session } from './session.ts';
import type { Transport } from './transport.ts';

/** The way out to the application, and what is remembered about it. */
export interface Web {
  transport: Transport;
  /** By call; only of calls whose application set a cookie or asked who we are. */
  sessions: Map<string, Session>;
  kept: KeptAnswers;
  /** Audio that came in place of a document, by call and URL: it is played next. */
  answeredMedia: LRUCache<string, Media>;
}

export function makeWeb({ fetch: fetchIt, verifiesTls = true }: { fetch?: typeof fetch; verifiesTls?: boolean }): Web {
  return {
    transport: fetchIt ? fetchTransport(fetchIt) : httpTransport({ verifiesTls }),
    sessions: new Map(),
    kept: makeKeptAnswers(),
    answeredMedia: new LRUCache({ max: 100 }),
  };
}
