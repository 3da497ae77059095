import type { FlowRun } from '@offhook/flow';

/** What a document waits for. */
export type Asked =
  | { for: 'keys'; most: number | undefined; endsWithHash: boolean }
  | { for: 'speech' }
  | { for: 'dial' }
  | { for: 'message' }
  | { for: 'fetch'; method: string; url: string }
  | { for: 'nothing' };

/** Read off the verbs: what the caller, or the world, can do now. */
export function askedBy({ state, verbs, effects }: FlowRun): Asked {
  if (state === 'ended') return { for: 'nothing' };
  const request = effects.findLast((effect) => effect.effect === 'http-request');
  if (state === 'asks' && request) return { for: 'fetch', method: request.request.method, url: request.request.url };
  for (const verb of verbs.toReversed()) {
    if (verb.verb === 'gather') {
      if (verb.input?.includes('speech')) return { for: 'speech' };
      return { for: 'keys', most: verb.numDigits, endsWithHash: verb.finishOnKey !== '' };
    }
    if (verb.verb === 'dial') return { for: 'dial' };
    if (verb.verb === 'record') return { for: 'message' };
  }
  return { for: 'nothing' };
}
